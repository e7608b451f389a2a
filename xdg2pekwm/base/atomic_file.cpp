#include "base/atomic_file.hpp"

#include "base/file_tree.hpp"
#include "base/path.hpp"
#include "base/unique_fd.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace base {

namespace {

constexpr std::string_view unique = "XXXXXX"; // what mkostemp replaces
constexpr time_t temporaryLifetime = 3600;    // seconds; no writer takes so long

/// Removes the temporary file unless it became the real one.
class TemporaryFile {
  public:
    explicit TemporaryFile(std::string path) : path_(std::move(path)) {}
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (!path_.empty()) ::unlink(path_.c_str());
    }
    [[nodiscard]] char* data() { return path_.data(); }
    [[nodiscard]] const char* c_str() const { return path_.c_str(); }
    void keep() { path_.clear(); }

  private:
    std::string path_;
};

Result<void> writeAll(int fd, std::string_view content) {
    while (!content.empty()) {
        const ssize_t put = ::write(fd, content.data(), content.size());
        if (put < 0) {
            if (errno == EINTR) continue;
            return failErrno("cannot be written", errno);
        }
        content.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

/// Where `target` is made before it gets its name.
std::string temporaryName(const std::string& target) {
    return fmt::format("{}/.{}.{}", folderOf(target), fileNameOf(target), unique);
}

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

/// The file that a link at the end of `path` stands for, or `path` where there is none.
std::string followLinks(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISLNK(status.st_mode)) return path;
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
    return real ? std::string(real.get()) : path;
}

/// Whether the file's content is `content`. Looked at in pieces, since it may be megabytes.
bool holds(const std::string& path, std::string_view content) {
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    std::array<char, std::size_t{32} * 1024> piece;
    for (;;) {
        const ssize_t got = fd ? ::read(fd.get(), piece.data(), piece.size()) : -1;
        if (got < 0 && fd && errno == EINTR) continue;
        if (got <= 0) return got == 0 && content.empty();
        const std::string_view part(piece.data(), static_cast<std::size_t>(got));
        if (!content.starts_with(part)) return false;
        content.remove_prefix(part.size());
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

Result<void> putFile(const std::string& path, std::span<const std::string_view> parts) {
    if (auto made = makeFolders(std::string(folderOf(path))); !made) return made;
    TemporaryFile temporary(temporaryName(path));
    const UniqueFd fd(::mkostemp(temporary.data(), O_CLOEXEC)); // mode 0600
    if (!fd) {
        const int code = errno;
        temporary.keep(); // nothing was made
        return failErrno("no temporary file can be made beside it", code);
    }
    for (const std::string_view part : parts) {
        if (auto done = writeAll(fd.get(), part); !done) return done;
    }
    // Renamed over another file, the content would be written to the disk at once by some file systems.
    ::unlink(path.c_str());
    if (::rename(temporary.c_str(), path.c_str()) != 0) return failErrno("cannot be replaced", errno);
    temporary.keep();
    return {};
}

Result<WriteOutcome> replaceFile(const std::string& path, std::string_view content) {
    const std::string target = followLinks(path);
    struct stat old {};
    const bool exists = ::stat(target.c_str(), &old) == 0;
    if (exists && !S_ISREG(old.st_mode)) return fail("is not a regular file, and is not replaced", EINVAL);
    if (exists && static_cast<std::size_t>(old.st_size) == content.size()) {
        if (holds(target, content)) return WriteOutcome::unchanged;
    }
    if (auto made = makeFolders(std::string(folderOf(target))); !made)
        return tl::make_unexpected(std::move(made.error()));

    TemporaryFile temporary(temporaryName(target));
    const UniqueFd fd(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!fd) {
        const int code = errno;
        temporary.keep(); // nothing was made
        return failErrno("no temporary file can be made beside it", code);
    }
    if (auto done = writeAll(fd.get(), content); !done) return tl::make_unexpected(std::move(done.error()));
    // The old file's mode is kept; a new file gets what the user's umask gives to new files.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    const mode_t mode = exists ? (old.st_mode & 07777U) : (0666U & ~mask);
    if (::fchmod(fd.get(), mode) != 0) return failErrno("its mode cannot be set", errno);
    if (exists) {
        timespec now{};
        ::clock_gettime(CLOCK_REALTIME, &now);
        if (now.tv_sec <= old.st_mtim.tv_sec) {
            const timespec later[2] = {now, {old.st_mtim.tv_sec + 1, 0}};
            if (::futimens(fd.get(), later) != 0) return failErrno("its time cannot be set", errno);
        }
    }
    if (::fsync(fd.get()) != 0) return failErrno("cannot be flushed to the disk", errno);
    if (::rename(temporary.c_str(), target.c_str()) != 0) return failErrno("cannot be replaced", errno);
    temporary.keep();
    removeLeftovers(target);
    return WriteOutcome::written;
}

} // namespace base
