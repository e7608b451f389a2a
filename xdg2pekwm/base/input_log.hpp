// What was asked of the file system, and what it answered: all that a result depends on.
#pragma once

#include "base/arena.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/types.h>
#include <vector>

namespace base {

enum class FileKind : std::uint8_t { regular, directory, other };

/// Which file it is, and whether it changed since.
struct FileStamp {
    dev_t device = 0;
    ino_t inode = 0;
    std::int64_t modified = 0; ///< nanoseconds since the epoch; anybody can set it
    std::int64_t changed = 0;  ///< the same for whatever is known about the file; only the kernel sets it
    std::int64_t size = 0;     ///< bytes
    FileKind kind = FileKind::other;

    [[nodiscard]] bool sameFile(const FileStamp& other) const {
        return device == other.device && inode == other.inode;
    }
    bool operator==(const FileStamp&) const = default;
};

/// How much earlier than it was the time of a change may be, in nanoseconds: the clock of a file system ticks
/// more slowly than ours, and where it has no fractions (FAT), every other second.
[[nodiscard]] constexpr std::int64_t clockLag(std::int64_t changed) {
    constexpr std::int64_t second = 1'000'000'000;
    return changed % second == 0 ? 2 * second : second / 50;
}

/// The part of a `stat` that is a stamp.
[[nodiscard]] FileStamp stampOf(const struct stat& status);

/// Something that a result depends on: a file read, a folder listed, or a path that was not there.
struct Input {
    enum class Kind : std::uint8_t { file, folder, missing };
    Kind kind;
    std::string path;
    bool there = false; ///< also of what could not be opened
};

/// One question and its answer.
struct Asked {
    enum class For : std::uint8_t {
        file,    ///< its content, or whether it can be started
        folder,  ///< its names
        missing, ///< something that it is not, or that it has not
        stamp,   ///< only whether it is there, and which it is
    };
    static constexpr std::uint32_t noFolder = 0xFFFFFFFF;

    For what = For::file;
    bool there = false;              ///< has a stamp
    std::uint32_t folder = noFolder; ///< which entry of the log is the folder that `name` lies in
    std::string_view name;           ///< in that folder, or the whole path; a NUL is behind it
    FileStamp stamp;
};

/// Why a question has no answer.
struct Fault {
    std::string path;
    int code; ///< errno
};

/// Keeps no question before it is started: most readers need no log.
class InputLog {
  public:
    void start() { started_ = true; }
    [[nodiscard]] bool isStarted() const { return started_; }

    /// `stamp`: nothing where there is no such file. Returns the number of the entry, for `addIn`.
    std::uint32_t add(Asked::For what, std::string_view path, const std::optional<FileStamp>& stamp);
    /// The same for a name in a folder that was added before, so that no path need be put together.
    void addIn(std::uint32_t folder, Asked::For what, std::string_view name,
               const std::optional<FileStamp>& stamp);

    /// A question that the system did not answer, with its errno. What that says about the file holds until
    /// the file changes; all else (no descriptor left, a disk that fails) may be another answer the next
    /// time.
    void failed(std::string_view path, int code);
    /// The first failure that says nothing about its file: a result that depends on it must not be kept.
    [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

    [[nodiscard]] const std::deque<Asked>& all() const { return asked_; }
    [[nodiscard]] std::string pathOf(const Asked& asked) const;
    /// All but what only a stamp was asked for, in the order of use and without repeats.
    [[nodiscard]] std::vector<Input> inputs() const;

  private:
    bool started_ = false;
    std::deque<Asked> asked_; ///< thousands, which never move
    Arena names_;
    std::optional<Fault> fault_;
};

} // namespace base
