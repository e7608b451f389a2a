#include "sys/folders.hpp"

#include "base/atomic_file.hpp"
#include "base/file_tree.hpp"
#include "base/make_folders.hpp"
#include "base/path.hpp"
#include "base/temporary_file.hpp"
#include "base/unique_fd.hpp"
#include "sys/open_folder.hpp"

#include <array>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <functional>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sys {

namespace {

constexpr std::size_t largestDefault = std::size_t{1} << 20U;
constexpr unsigned deepestDefault = 8;

/// Tells each name in a folder but "." and "..".
void eachName(int folder, const std::function<void(const char*)>& tell) {
    const int copy = ::fcntl(folder, F_DUPFD_CLOEXEC, 0);
    const OpenFolder stream(copy < 0 ? nullptr : ::fdopendir(copy));
    if (!stream && copy >= 0) ::close(copy);
    if (stream) ::rewinddir(stream.get()); // it shares its place with the one before
    while (const dirent* entry = stream ? ::readdir(stream.get()) : nullptr) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") tell(entry->d_name);
    }
}

constexpr int howListed = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

/// A file, a link, or a folder with nothing in it.
bool removeOne(int folder, const char* name) {
    return ::unlinkat(folder, name, 0) == 0 || ::unlinkat(folder, name, AT_REMOVEDIR) == 0;
}

/// Folders may lie in each other deeper than there are descriptors to hold, so none is gone into: each brings
/// what is in it up here, and is empty the next time. Links are removed, never followed.
void removeContent(int folder) {
    unsigned number = 0;
    bool again = true;
    const auto bringUp = [&](int below, const char* name) {
        if (removeOne(below, name) ||
            ::renameat(below, name, folder, fmt::format(".removed-{}", number++).c_str()) == 0)
            again = true;
    };
    const auto remove = [&](const char* name) {
        if (removeOne(folder, name)) {
            again = true;
            return;
        }
        const base::UniqueFd below(::openat(folder, name, howListed));
        if (below) eachName(below.get(), [&](const char* entry) { bringUp(below.get(), entry); });
    };
    while (std::exchange(again, false)) // what cannot be removed is not tried for ever
        eachName(folder, remove);
}

void removeTree(const std::string& path) {
    const base::UniqueFd folder(::open(path.c_str(), howListed));
    if (!folder) return;
    removeContent(folder.get());
    ::rmdir(path.c_str());
}

bool isPrivate(const struct stat& status) {
    return S_ISDIR(status.st_mode) && status.st_uid == ::getuid() && (status.st_mode & 0777U) == 0700U;
}

base::Result<void> copyFile(const std::string& from, const std::string& to) {
    const auto text = base::FileTree().read(from, largestDefault);
    if (!text) return base::failAt(from, text.error());
    const auto made = base::makeFile(to, *text);
    if (!made) return base::failAt(to, made.error());
    base::removeLeftovers(to); // of an earlier start that was ended at this place
    return {};
}

base::Result<unsigned> copyBelow(const std::string& from, const std::string& to, unsigned depth) {
    const base::FileTree files;
    const auto folder = files.openFolder(from);
    if (!folder) return tl::make_unexpected(folder.error());
    if (auto made = base::makeFolders(to); !made) return tl::make_unexpected(made.error());
    unsigned count = 0;
    for (const auto& entry : folder->entries()) {
        const auto kind = folder->kindOf(entry);
        const std::string source = base::join(from, entry.name);
        const std::string target = base::join(to, entry.name);
        if (kind && *kind == base::FileKind::directory && depth < deepestDefault) {
            auto below = copyBelow(source, target, depth + 1);
            if (!below) return below;
            count += *below;
        } else if (struct stat status{}; kind && *kind == base::FileKind::regular &&
                                         ::lstat(target.c_str(), &status) != 0 && errno == ENOENT) {
            const auto done = copyFile(source, target);
            if (!done && done.error().code != EEXIST) return tl::make_unexpected(done.error());
            if (done) ++count;
        }
    }
    return count;
}

} // namespace

bool isWritable(const std::string& folder) {
    std::string name = folder + "/.writable.XXXXXX";
    const base::UniqueFd fd(::mkostemp(name.data(), O_CLOEXEC));
    if (!fd) return false;
    const std::array<char, 4096> content{};
    const bool written = ::write(fd.get(), content.data(), content.size()) == ssize_t{content.size()};
    ::unlink(name.c_str());
    return written;
}

bool isPrivate(const std::string& folder) {
    struct stat status {};
    return ::lstat(folder.c_str(), &status) == 0 && isPrivate(status);
}

base::Result<PrivateFolder> PrivateFolder::make(const std::vector<std::string>& parents,
                                                const std::string& name) {
    for (const std::string& parent : parents) {
        if (!base::isAbsolute(parent)) continue;
        std::string path = base::join(parent, name);
        if (isPrivate(path)) removeTree(path);
        if (::mkdir(path.c_str(), 0700) != 0) {
            path += "-XXXXXX";
            if (::mkdtemp(path.data()) == nullptr) continue;
        }
        base::UniqueFd fd(::open(path.c_str(), howListed));
        if (!fd) {
            ::rmdir(path.c_str());
            continue;
        }
        // Removed again where nothing can be written in it.
        PrivateFolder folder(std::move(path), std::move(fd));
        if (isWritable(folder.path())) return folder;
    }
    return base::fail("no folder can be written");
}

base::Result<PrivateFolder> PrivateFolder::adopt(const std::string& path) {
    base::UniqueFd fd(::open(path.c_str(), howListed));
    if (!fd) return base::failErrno(path.c_str(), errno);
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0 || !isPrivate(status))
        return base::fail(path + " is not this user's alone", EPERM);
    return PrivateFolder(path, std::move(fd));
}

PrivateFolder::PrivateFolder(std::string path, base::UniqueFd fd)
    : path_(std::move(path)), fd_(std::move(fd)) {
    ::flock(fd_.get(), LOCK_SH | LOCK_NB); // those who tidy up leave what is locked alone (tmpfiles.d(5))
}

bool PrivateFolder::isInPlace() const {
    struct stat own {};
    struct stat named {};
    return ::fstat(fd_.get(), &own) == 0 && ::lstat(path_.c_str(), &named) == 0 &&
           base::stampOf(own).sameFile(base::stampOf(named));
}

PrivateFolder::~PrivateFolder() {
    if (!fd_) return;
    removeContent(fd_.get());
    if (isInPlace()) ::rmdir(path_.c_str());
}

base::Result<unsigned> copyMissing(const std::string& from, const std::string& to) {
    return copyBelow(from, to, 0);
}

void removeChecksumFiles(const std::string& folder) {
    constexpr std::size_t checksumLength = 32;
    const base::UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd) return;
    eachName(fd.get(), [&](const char* entry) {
        const std::string_view name = entry;
        if (name.size() == checksumLength && name.find_first_not_of("0123456789abcdef") == name.npos)
            ::unlinkat(fd.get(), entry, 0);
    });
}

} // namespace sys
