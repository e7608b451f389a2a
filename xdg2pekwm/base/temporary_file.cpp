#include "base/temporary_file.hpp"

#include "base/file_tree.hpp"
#include "base/make_folders.hpp"
#include "base/path.hpp"

#include <cerrno>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <fmt/core.h>
#include <linux/fs.h> // RENAME_NOREPLACE, of which not every C library tells
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace base {

namespace {

constexpr std::string_view unique = "XXXXXX"; // what mkostemp replaces
constexpr std::size_t longestName = 255;      // bytes, in any file system

/// Where `target` is made before it gets its name: one that nobody gives to a file of their own.
std::string temporaryName(const std::string& target) {
    constexpr std::string_view mark = ".pekwm-kit-part-";
    constexpr std::size_t longest = longestName - 1 - mark.size() - unique.size();
    return fmt::format("{}/.{}{}{}", folderOf(target), fileNameOf(target).substr(0, longest), mark, unique);
}

/// Moves `file` to a name that nothing has. Not every file system can do that in one step, nor have two names
/// for a file. False with errno.
bool renameToNew(const char* file, const char* name) {
    if (::syscall(SYS_renameat2, AT_FDCWD, file, AT_FDCWD, name, RENAME_NOREPLACE) == 0) return true;
    if (errno == EEXIST) return false;
    if (::link(file, name) == 0) {
        ::unlink(file);
        return true;
    }
    if (errno == EEXIST) return false;
    const UniqueFd ours(::open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!ours) return false;
    if (std::rename(file, name) == 0) return true;
    const int why = errno;
    ::unlink(name);
    errno = why;
    return false;
}

} // namespace

Result<TemporaryFile> TemporaryFile::beside(const std::string& target) {
    TemporaryFile file;
    if (file.make(target)) return file;
    if (isNowhere(errno)) {
        if (auto made = makeFolders(std::string(folderOf(target))); !made)
            return tl::make_unexpected(std::move(made.error()));
        if (file.make(target)) return file;
    }
    return failErrno("no temporary file can be made beside it", errno);
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), fd_(std::move(other.fd_)) {}

TemporaryFile::~TemporaryFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
}

bool TemporaryFile::make(const std::string& target) {
    std::string path = temporaryName(target);
    fd_ = UniqueFd(::mkostemp(path.data(), O_CLOEXEC));
    if (!fd_) return false;
    path_ = std::move(path);
    return true;
}

Result<void> TemporaryFile::setMode(mode_t mode) const {
    if (::fchmod(fd(), mode) != 0) return failErrno("its mode cannot be set", errno);
    return {};
}

Result<void> TemporaryFile::becomes(const std::string& target) {
    return named(std::rename(path_.c_str(), target.c_str()) == 0, "cannot be replaced");
}

Result<void> TemporaryFile::becomesNew(const std::string& target) {
    return named(renameToNew(path_.c_str(), target.c_str()), "cannot be made");
}

Result<void> TemporaryFile::named(bool done, const char* otherwise) {
    if (!done) return failErrno(otherwise, errno);
    path_.clear();
    return {};
}

mode_t modeOfNewFiles() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666U & ~mask;
}

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
            status.st_mtim.tv_sec + leftoverAge.count() < ::time(nullptr))
            ::unlink(path.c_str());
    }
}

} // namespace base
