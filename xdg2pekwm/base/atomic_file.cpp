#include "base/atomic_file.hpp"

#include "base/links.hpp"
#include "base/path.hpp"
#include "base/temporary_file.hpp"
#include "base/unique_fd.hpp"
#include "base/write_all.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace base {

namespace {

constexpr std::size_t largestPiece = std::size_t{1} << 20U;

constexpr uid_t root = 0;

/// Whether somebody else may have made this link to lead us to where they want. In a folder where all may
/// make files that is the kernel's own rule, which is only kept where it follows the link itself. Root can
/// write everywhere, and so follows nobody, but in folders where not even root can write: what is there,
/// nobody here has made.
bool isForeign(const std::string& folder, std::string_view name) {
    struct stat above {};
    struct stat link {};
    if (::stat(folder.c_str(), &above) != 0 || ::lstat(join(folder, name).c_str(), &link) != 0) return false;
    if (::geteuid() == root)
        return link.st_uid != root && ::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) == 0;
    return isForAll(above) && link.st_uid != ::geteuid() && link.st_uid != above.st_uid;
}

/// The file that the link `path` stands for.
Result<std::string> followOwnLinks(const std::string& path) {
    bool foreign = false;
    auto target = followLinks({}, path, [&](const std::string& folder, std::string_view name, PathPart part) {
        foreign = foreign || (part == PathPart::link && isForeign(folder, name));
        return !foreign;
    });
    if (foreign) return fail("somebody else's link on the way to it, not followed", EACCES);
    return target;
}

/// A file that was another user's stays theirs: only root can give, and only root can take it.
Result<void> keepOwner(int file, const struct stat& old) {
    if (::geteuid() != root) return {};
    struct stat made {};
    if (::fstat(file, &made) != 0) return failErrno("its owner cannot be read", errno);
    if (made.st_uid == old.st_uid && made.st_gid == old.st_gid) return {};
    if (::fchown(file, old.st_uid, old.st_gid) != 0) return failErrno("its owner cannot be kept", errno);
    return {};
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

Result<void> makeFile(const std::string& path, std::string_view content) {
    auto temporary = TemporaryFile::beside(path);
    if (!temporary) return tl::make_unexpected(std::move(temporary.error()));
    if (auto done = writeAll(temporary->fd(), content); !done) return done;
    if (auto done = temporary->setMode(modeOfNewFiles()); !done) return done;
    return temporary->becomesNew(path);
}

Result<bool> putFile(const std::string& path, std::span<const std::string_view> parts) {
    auto temporary = TemporaryFile::beside(path);
    if (!temporary) return tl::make_unexpected(std::move(temporary.error()));
    if (auto done = writeAll(temporary->fd(), parts); !done)
        return tl::make_unexpected(std::move(done.error()));
    // Renamed over another file, the content would be written to the disk at once by some file systems.
    const bool isNew = ::unlink(path.c_str()) != 0 && errno == ENOENT;
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
    if (::geteuid() == root) {
        // Of a folder's links, too: the rest of the way is nobody else's, or we do not go it.
        if (auto followed = followOwnLinks(target); !followed)
            return tl::make_unexpected(std::move(followed.error()));
    }
    auto temporary = TemporaryFile::beside(target);
    if (!temporary) return tl::make_unexpected(std::move(temporary.error()));
    if (auto done = writeAll(temporary->fd(), content); !done)
        return tl::make_unexpected(std::move(done.error()));
    if (exists) {
        // Before the mode: what a change of the owner takes from that is given back.
        if (auto done = keepOwner(temporary->fd(), old); !done)
            return tl::make_unexpected(std::move(done.error()));
    }
    if (auto done = temporary->setMode(exists ? (old.st_mode & 07777U) : modeOfNewFiles()); !done)
        return tl::make_unexpected(std::move(done.error()));
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
