// Notices when anything changes that a menu was made from: files, folders, and what does not exist yet.
#pragma once

#include "base/file_tree.hpp"
#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace app {

/// Watches folders only: a folder tells of files in it that are written, replaced, made or removed. For what
/// does not exist, the nearest folder above it that does is watched for the next part of the path.
class InputWatcher {
  public:
    InputWatcher();

    /// Fails where inotify is not to be had.
    [[nodiscard]] base::Result<void> open();

    /// Watches these inputs instead of the former ones. Says whether one of them may have changed since
    /// `since`, before its watch was there: then the menu has to be made again. Folders that cannot be
    /// watched (too many) are counted in `unwatched`.
    [[nodiscard]] bool watch(const std::vector<base::Input>& inputs, const base::FileTree& files,
                             std::chrono::system_clock::time_point since);

    /// To be polled for reading.
    [[nodiscard]] int descriptor() const { return fd_.get(); }
    /// Reads all events that are there; whether any of them concerns an input.
    [[nodiscard]] bool drain();
    [[nodiscard]] std::size_t unwatched() const { return unwatched_; }

  private:
    /// What of a folder concerns us.
    struct Interest {
        bool everything = false; ///< it was listed
        std::unordered_set<std::string> names;
    };
    struct Watch {
        std::string folder;
        Interest interest;
    };
    /// `path`: the input's on this machine. Says what is waited for: the path, or the first part of it that
    /// does not exist.
    static std::string addInterest(const base::Input& input, const std::string& path,
                                   std::unordered_map<std::string, Interest>& interests);

    base::UniqueFd fd_;
    std::unordered_map<int, Watch> watches_;           ///< by watch descriptor
    std::unordered_map<std::string, int> descriptors_; ///< by folder
    std::size_t unwatched_ = 0;
};

} // namespace app
