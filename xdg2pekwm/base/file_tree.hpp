// The file system that a menu is made from, seen below a root: all reading goes through here.
#pragma once

#include "base/folder_names.hpp"
#include "base/input_log.hpp"
#include "base/links.hpp"
#include "base/mapped_file.hpp"
#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <unordered_map>
#include <utility>
#include <vector>

namespace base {

/// How much was asked of the file system.
struct ReadCounts {
    std::size_t files = 0;   ///< read, or looked at
    std::size_t folders = 0; ///< listed, or looked at
    std::size_t missing = 0; ///< asked for and not there
};

class FileTree;

/// Who keeps many folders keeps so many open, and closes the others.
inline constexpr std::size_t mostOpenFolders = 64;

/// An open folder. Names are sorted by their bytes, so that results do not depend on the disk's order.
class Folder {
  public:
    using Entry = FolderEntry;

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    /// Gives the entries away; the folder has none then.
    [[nodiscard]] std::vector<Entry> takeEntries() { return std::exchange(entries_, {}); }
    [[nodiscard]] const FileStamp& stamp() const { return stamp_; }
    [[nodiscard]] const std::string& path() const { return path_; }

    /// What `entry` is, links followed; fails for a broken link.
    [[nodiscard]] Result<FileKind> kindOf(const Entry& entry) const;
    /// The content of the regular file `name`; at most `limit` bytes. It lies in `buffer`, which grows where
    /// it must and is best used again: growing is all that it costs.
    [[nodiscard]] Result<std::string_view> read(const char* name, std::size_t limit,
                                                std::string& buffer) const;

    /// The same for one of several threads: only reads, and gives the file's stamp for `noteRead`, which is
    /// nothing where the file could not be opened. Fails also where `read` would take another way to it.
    [[nodiscard]] Result<std::string_view> readUnlogged(const char* name, std::size_t limit,
                                                        std::string& buffer,
                                                        std::optional<FileStamp>& stamp) const;
    /// What was read in that way is an input.
    void noteRead(std::string_view name, const FileStamp& stamp) const;

    /// Gives the descriptor back; files are then opened by their whole path.
    void close() { fd_.reset(); }

  private:
    friend class FileTree;
    Folder(const FileTree& tree, std::string path, UniqueFd fd);

    const FileTree* tree_;
    std::string path_;
    UniqueFd fd_;
    FileStamp stamp_;
    std::uint32_t logged_ = Asked::noFolder; ///< which entry of the tree's log this folder is
    std::vector<Entry> entries_;
};

/// Reads files and folders. With a root other than "/", that folder is read as if it were "/": absolute
/// links inside it stay inside it, and all paths that go in and come out are without it.
class FileTree {
  public:
    explicit FileTree(std::string_view root = "/");

    /// The content of a regular file. Never blocks on a FIFO or device, never reads more than `limit` bytes.
    /// `stamp`, where it is given, becomes the file's.
    [[nodiscard]] Result<std::string> read(const std::string& path, std::size_t limit,
                                           std::optional<FileStamp>* stamp = nullptr) const;
    /// The same with no more than the first `most` bytes, however long the file is.
    [[nodiscard]] Result<std::string> readStart(const std::string& path, std::size_t most) const;
    [[nodiscard]] Result<Folder> openFolder(const std::string& path) const;
    /// Tells each name in a folder to `visit`, unsorted and with no copy kept: for folders of many thousand
    /// files. The kind is nothing where only a stat can say (links).
    [[nodiscard]] Result<void>
    visitFolder(const std::string& path,
                const std::function<void(std::string_view name, std::optional<FileKind> kind)>& visit) const;
    /// A regular file of at most `limit` bytes, mapped. Never blocks on a FIFO or device.
    [[nodiscard]] Result<MappedFile> map(const std::string& path, std::size_t limit) const;
    /// Links followed; nothing where there is no such file.
    [[nodiscard]] std::optional<FileStamp> stat(const std::string& path) const;
    /// The stamp of a regular file that the result depends on although others read it; of anything else,
    /// nothing.
    [[nodiscard]] std::optional<FileStamp> statFile(const std::string& path) const;
    /// The stamp of a folder that the result depends on although it is not listed.
    [[nodiscard]] std::optional<FileStamp> statFolder(const std::string& path) const;
    /// The stamp of what is read by others (a library, another program): the log hears of it, but it is no
    /// input of ours.
    // NOLINTNEXTLINE(modernize-use-nodiscard): to have it in the log may be all that is wanted
    std::optional<FileStamp> note(const std::string& path) const;
    /// Looked at once: many entries are started by the same few programs.
    [[nodiscard]] bool isExecutable(const std::string& path) const;

    /// Where `path` really is on the machine, for handing it to a library that opens files itself. Empty
    /// where too many links lead there: nothing has that name.
    [[nodiscard]] std::string hostPath(const std::string& path) const;
    /// The same with all links followed; `visit` is told of each part on the way. Fails as followLinks does.
    [[nodiscard]] Result<std::string> walk(const std::string& path, const PartVisitor& visit) const;
    [[nodiscard]] bool hasRoot() const { return !root_.empty(); }

    /// From now on every input is kept and can be asked for, in the order of use and without repeats.
    void recordInputs() { log_.start(); }
    [[nodiscard]] std::vector<Input> inputs() const { return log_.inputs(); }
    /// The inputs with what was found; paths are as they are seen below the root.
    [[nodiscard]] const InputLog& log() const { return log_; }
    [[nodiscard]] const ReadCounts& counts() const { return counts_; }

  private:
    friend class Folder;
    void count(Asked::For what) const;
    std::uint32_t record(Asked::For what, const std::string& path,
                         const std::optional<FileStamp>& stamp) const;
    [[nodiscard]] std::optional<FileStamp> look(const std::string& path) const;
    [[nodiscard]] int stat(const std::string& path, struct stat& status) const;
    void recordFailure(const std::string& path, int code) const;
    [[nodiscard]] tl::unexpected<Error> failed(const std::string& path, const Error& error) const;
    [[nodiscard]] Result<std::string> resolve(const std::string& path) const;
    [[nodiscard]] Result<UniqueFd> open(const std::string& path, int flags) const;

    /// The folder that the last question was about: the next is often about it, too, and to walk there again
    /// would cost more than the answer.
    struct LastFolder {
        std::string path;
        unsigned questions = 0;
        UniqueFd fd; ///< open from some questions on
    };

    std::string root_; ///< empty for "/", else without a slash at the end
    mutable ReadCounts counts_;
    mutable std::unordered_map<std::string, bool> executable_; ///< by path
    mutable LastFolder last_;
    mutable InputLog log_; ///< beside the reading, which itself changes nothing
};

} // namespace base
