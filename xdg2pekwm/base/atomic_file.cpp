#include "base/atomic_file.hpp"

#include "base/file_tree.hpp"
#include "base/links.hpp"
#include "base/path.hpp"
#include "base/unique_fd.hpp"
#include "base/write_all.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace base {

namespace {

constexpr std::string_view unique = "XXXXXX"; // what mkostemp replaces
constexpr std::size_t longestName = 255;      // bytes, in any file system
constexpr time_t temporaryLifetime = 3600;    // seconds; no writer takes so long
constexpr std::size_t largestPiece = std::size_t{1} << 20U;

/// Where `target` is made before it gets its name: one that nobody gives to a file of their own.
std::string temporaryName(const std::string& target) {
    constexpr std::string_view mark = ".pekwm-kit-part-";
    constexpr std::size_t longest = longestName - 1 - mark.size() - unique.size();
    return fmt::format("{}/.{}{}{}", folderOf(target), fileNameOf(target).substr(0, longest), mark, unique);
}

/// A new file beside another, whose name it takes in the end; removed if it does not come to that.
class TemporaryFile {
  public:
    /// Only for its owner. Makes the folders, too, where there are none.
    static Result<TemporaryFile> beside(const std::string& target) {
        TemporaryFile file;
        if (file.make(target)) return file;
        if (errno == ENOENT || errno == ENOTDIR) {
            if (auto made = makeFolders(std::string(folderOf(target))); !made)
                return tl::make_unexpected(std::move(made.error()));
            if (file.make(target)) return file;
        }
        return failErrno("no temporary file can be made beside it", errno);
    }
    TemporaryFile(TemporaryFile&& other) noexcept
        : path_(std::exchange(other.path_, {})), fd_(std::move(other.fd_)) {}
    TemporaryFile& operator=(TemporaryFile&&) = delete;
    ~TemporaryFile() {
        if (!path_.empty()) ::unlink(path_.c_str());
    }
    [[nodiscard]] int fd() const { return fd_.get(); }
    Result<void> becomes(const std::string& target) {
        if (::rename(path_.c_str(), target.c_str()) != 0) return failErrno("cannot be replaced", errno);
        path_.clear();
        return {};
    }

  private:
    TemporaryFile() = default;
    bool make(const std::string& target) {
        std::string path = temporaryName(target);
        fd_ = UniqueFd(::mkostemp(path.data(), O_CLOEXEC)); // mode 0600
        if (!fd_) return false;
        path_ = std::move(path);
        return true;
    }

    std::string path_;
    UniqueFd fd_;
};

/// Removes what writers of `target` have left that were killed before they could rename it.
void removeLeftovers(const std::string& target) {
    const std::string pattern(fileNameOf(temporaryName(target)));
    const std::string_view start = std::string_view(pattern).substr(0, pattern.size() - unique.size());
    std::vector<std::string> left;
    const auto listed = FileTree().visitFolder(
        std::string(folderOf(target)), [&](std::string_view name, std::optional<FileKind>) {
            if (name.size() == pattern.size() && name.starts_with(start))
                left.push_back(join(folderOf(target), name));
        });
    if (!listed) return; // another run will
    for (const std::string& path : left) {
        struct stat status {};
        if (::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == ::geteuid() &&
            status.st_mtim.tv_sec + temporaryLifetime < ::time(nullptr))
            ::unlink(path.c_str());
    }
}

/// Whether somebody else may have made this link in a folder where all may make files: it would lead us to
/// where they want. The kernel's own rule, which is only kept where it follows the link itself.
bool isForeign(const std::string& folder, std::string_view name) {
    struct stat above {};
    struct stat link {};
    if (::stat(folder.c_str(), &above) != 0 || ::lstat(join(folder, name).c_str(), &link) != 0) return false;
    return (above.st_mode & S_ISVTX) != 0 && (above.st_mode & S_IWOTH) != 0 && link.st_uid != ::geteuid() &&
           link.st_uid != above.st_uid;
}

/// The file that the link `path` stands for.
Result<std::string> followOwnLinks(const std::string& path) {
    bool foreign = false;
    auto target = followLinks({}, path, [&](const std::string& folder, std::string_view name, PathPart part) {
        foreign = foreign || (part == PathPart::link && isForeign(folder, name));
        return !foreign;
    });
    if (foreign) return fail("somebody else's link in a folder for all, not followed", EACCES);
    return target;
}

/// Whether the content of a regular file is `content`.
bool holds(const std::string& path, std::string_view content) {
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd) return false;
    // A byte more than there should be: nearly every menu is looked at with one call.
    const std::size_t size = std::min(content.size() + 1, largestPiece);
    const auto piece = std::make_unique_for_overwrite<char[]>(size);
    for (;;) {
        const ssize_t got = ::read(fd.get(), piece.get(), size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        const std::string_view part(piece.get(), static_cast<std::size_t>(got));
        if (!content.starts_with(part)) return false;
        content.remove_prefix(part.size());
        if (part.size() < size) return content.empty(); // the file's end
    }
}

} // namespace

Result<void> makeFolders(const std::string& folder) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) return {};
        return fail(fmt::format("{} is not a folder", folder), ENOTDIR);
    }
    const std::string parent(folderOf(folder));
    if (parent != folder && parent != ".") {
        if (auto made = makeFolders(parent); !made) return made;
    }
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return failErrno(fmt::format("cannot make the folder {}", folder).c_str(), errno);
    return {};
}

Result<bool> putFile(const std::string& path, std::span<const std::string_view> parts) {
    auto temporary = TemporaryFile::beside(path);
    if (!temporary) return tl::make_unexpected(std::move(temporary.error()));
    if (auto done = writeAll(temporary->fd(), parts); !done)
        return tl::make_unexpected(std::move(done.error()));
    // Renamed over another file, the content would be written to the disk at once by some file systems.
    const bool isNew = ::unlink(path.c_str()) != 0;
    return temporary->becomes(path).map([isNew] { return isNew; });
}

Result<WriteOutcome> replaceFile(const std::string& path, std::string_view content) {
    std::string target = path;
    struct stat old {};
    bool exists = ::lstat(path.c_str(), &old) == 0;
    if (exists && S_ISLNK(old.st_mode)) {
        // A link stays what it is; where it leads nowhere yet, the file is made there.
        auto followed = followOwnLinks(path);
        if (!followed) return tl::make_unexpected(std::move(followed.error()));
        target = std::move(*followed);
        exists = ::stat(target.c_str(), &old) == 0;
    }
    if (exists && !S_ISREG(old.st_mode)) return fail("is not a regular file, and is not replaced", EINVAL);
    if (exists && static_cast<std::size_t>(old.st_size) == content.size()) {
        if (holds(target, content)) return WriteOutcome::unchanged;
    }
    auto temporary = TemporaryFile::beside(target);
    if (!temporary) return tl::make_unexpected(std::move(temporary.error()));
    if (auto done = writeAll(temporary->fd(), content); !done)
        return tl::make_unexpected(std::move(done.error()));
    // The old file's mode is kept; a new file gets what the user's umask gives to new files.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    const mode_t mode = exists ? (old.st_mode & 07777U) : (0666U & ~mask);
    if (::fchmod(temporary->fd(), mode) != 0) return failErrno("its mode cannot be set", errno);
    if (exists) {
        // What counts is the time that the file got: file systems' clock is behind the one that we could ask.
        struct stat made {};
        if (::fstat(temporary->fd(), &made) != 0) return failErrno("its time cannot be read", errno);
        const timespec later[2] = {{0, UTIME_OMIT}, {old.st_mtim.tv_sec + 1, 0}};
        if (made.st_mtim.tv_sec <= old.st_mtim.tv_sec && ::futimens(temporary->fd(), later) != 0)
            return failErrno("its time cannot be set", errno);
    }
    if (::fsync(temporary->fd()) != 0) return failErrno("cannot be flushed to the disk", errno);
    if (auto done = temporary->becomes(target); !done) return tl::make_unexpected(std::move(done.error()));
    removeLeftovers(target);
    return WriteOutcome::written;
}

} // namespace base
