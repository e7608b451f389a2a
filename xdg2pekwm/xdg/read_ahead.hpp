// The last of many .desktop files are read while the first are being worked on.
#pragma once

#include "base/arena.hpp"
#include "base/file_tree.hpp"
#include "base/helper_thread.hpp"
#include "xdg/application.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>

namespace xdg {

/// A .desktop file that is to be read.
struct FileToRead {
    const base::Folder* folder;
    std::string_view name; ///< in the folder; a NUL is behind it
    std::string_view path;
};

/// Whoever has a list of files works through it from its start, and a second thread reads from its end until
/// they meet. Reading, parsing and judging are three quarters of a run, and nothing of them needs to be known
/// by another file; whatever is said, logged or looked up is left to the one who asks.
class ReadAhead {
  public:
    /// A file that was read well and about which there was nothing to say.
    struct File {
        Application* application; ///< judged, unless it asks for programs; null: it is not read
        base::FileStamp stamp;
    };

    /// Starts to read, where that pays; `files`, their folders and `rules` must outlive the object, and
    /// whatever was read lies in `arena`, which nobody else may use as long.
    ReadAhead(std::span<const FileToRead> files, const ApplicationRules& rules, base::Arena& arena);
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;
    ~ReadAhead();

    /// To be asked for each file once, in their order. One that was not read is the caller's to read. Throws
    /// std::bad_alloc where the thread had no memory left.
    [[nodiscard]] File take(std::size_t index);

  private:
    struct Part {
        std::size_t first;
        std::size_t end;
    };
    [[nodiscard]] std::size_t partSize() const;
    Part claimFirst();
    Part claimLast();
    void readLast();
    void read(std::size_t index, std::string& buffer);

    std::span<const FileToRead> files_;
    const ApplicationRules& rules_;
    base::Arena& arena_;
    std::unique_ptr<File[]> read_; ///< set from `first_` on, once the thread has ended
    std::size_t mine_ = 0;         ///< what the caller has claimed ends here
    std::atomic<bool> noMemory_ = false;

    std::mutex mutex_; ///< of these two: what nobody has claimed
    std::size_t first_ = 0;
    std::size_t last_ = 0;
    base::HelperThread helper_;
};

} // namespace xdg
