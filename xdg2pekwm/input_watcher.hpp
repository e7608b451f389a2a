// Notices when anything changes that a menu was made from: files, folders, and what does not exist yet.
#pragma once

#include "base/file_tree.hpp"
#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace app {

/// What happened to the inputs.
enum class InputChange : std::uint8_t {
    none,
    begun, ///< a file is there that may still be written; it need not be told again when it is complete
    done,
};

/// What of a folder concerns us.
struct FolderInterest {
    bool everything = false; ///< it was listed
    std::unordered_set<std::string> names;
    /// Otherwise only what happens to the folder itself.
    [[nodiscard]] bool inNames() const { return everything || !names.empty(); }
};

/// Watches folders only: a folder tells of files in it that are written, replaced, made or removed. All
/// folders on the way to an input are watched too, and the links: each of them may be replaced. For what does
/// not exist, the last folder that does tells of the next part of the path.
class InputWatcher {
  public:
    using Time = std::chrono::system_clock::time_point;

    /// `now`: the clock that files are stamped by.
    explicit InputWatcher(std::function<Time()> now = &std::chrono::system_clock::now);

    /// Fails where inotify is not to be had.
    [[nodiscard]] base::Result<void> open();

    /// Watches these inputs instead of the former ones. Says whether one of them may have changed since
    /// `since`, before its watch was there: then the menu has to be made again. Folders that cannot be
    /// watched (too many) are counted in `unwatched`.
    [[nodiscard]] bool watch(const std::vector<base::Input>& inputs, const base::FileTree& files, Time since);

    /// To be polled for reading.
    [[nodiscard]] int descriptor() const { return fd_.get(); }
    /// Reads all events that are there.
    [[nodiscard]] InputChange drain();
    [[nodiscard]] std::size_t unwatched() const { return unwatched_; }

  private:
    struct Watch {
        std::string folder;
        FolderInterest interest;
    };
    /// False where the folder is not there any more.
    bool add(const std::string& folder, FolderInterest& interest);
    /// What an inotify event says; `name` is empty for one of the folder itself.
    [[nodiscard]] InputChange changeBy(int descriptor, std::uint32_t mask, const std::string& name) const;

    std::function<Time()> now_;
    base::UniqueFd fd_;
    std::unordered_map<int, Watch> watches_;           ///< by watch descriptor
    std::unordered_map<std::string, int> descriptors_; ///< by folder
    std::vector<std::string> unreadable_;              ///< while watches are added
    std::size_t unwatched_ = 0;
};

} // namespace app
