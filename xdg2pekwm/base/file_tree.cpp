#include "base/file_tree.hpp"

#include "base/links.hpp"
#include "base/path.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace base {

namespace {

// A FIFO that nobody writes to must not hold us up, a terminal must not become ours.
constexpr int readFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
// To open the folder of fewer questions costs more than it saves.
constexpr unsigned fewQuestions = 3;

Result<FileStamp> stampOfOpen(const UniqueFd& fd) {
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0) return failErrno("cannot be examined", errno);
    return stampOf(status);
}

/// The stamp, where a result is to hold one.
std::optional<FileStamp> orNothing(const Result<FileStamp>& stamp) {
    return stamp ? std::optional(*stamp) : std::nullopt;
}

/// At least one byte, but at the end of the file.
Result<std::size_t> readSome(const UniqueFd& fd, char* to, std::size_t most) {
    for (;;) {
        const ssize_t got = ::read(fd.get(), to, most);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) return failErrno("cannot be read", errno);
    }
}

/// Returns how many bytes of `buffer`, which is only ever made larger, are the file's.
Result<std::size_t> readAll(const UniqueFd& fd, const Result<FileStamp>& stamp, std::size_t limit,
                            std::string& buffer) {
    if (!stamp) return tl::make_unexpected(stamp.error());
    if (stamp->kind != FileKind::regular) return fail("not a regular file", EINVAL);
    const auto size = static_cast<std::size_t>(stamp->size);
    if (size > limit)
        return fail(fmt::format("{} bytes, more than the {} that are read", size, limit), EFBIG);
    // One byte more than the size: a read that fills it exactly then needs no second one to see the end.
    if (buffer.size() <= size) buffer.resize(size + 1);
    std::size_t have = 0;
    for (;;) {
        auto got = readSome(fd, buffer.data() + have, buffer.size() - have);
        if (!got) return got;
        have += *got;
        if (*got == 0 || have == size) break;
        if (have > limit) return fail(fmt::format("grew beyond the {} bytes that are read", limit), EFBIG);
        if (have == buffer.size()) buffer.resize(std::min(buffer.size() * 2, limit + 1));
    }
    return have;
}

} // namespace

Folder::Folder(const FileTree& tree, std::string path, UniqueFd fd)
    : tree_(&tree), path_(std::move(path)), fd_(std::move(fd)) {}

Result<FileKind> Folder::kindOf(const Entry& entry) const {
    if (entry.kind) return *entry.kind;
    if (tree_->hasRoot() || !fd_) {
        const auto stamp = tree_->stat(join(path_, entry.name));
        if (!stamp) return fail("a broken link", ENOENT);
        return stamp->kind;
    }
    struct stat status {};
    if (::fstatat(fd_.get(), entry.name.c_str(), &status, 0) != 0) {
        const int code = errno;
        tree_->log_.failed(join(path_, entry.name), code);
        tree_->log_.addIn(logged_, Asked::For::missing, entry.name, std::nullopt);
        if (code == ENOENT) return fail("a broken link", ENOENT);
        return failErrno("cannot be examined", code);
    }
    const FileStamp stamp = stampOf(status);
    tree_->log_.addIn(logged_, Asked::For::stamp, entry.name, stamp);
    return stamp.kind;
}

Result<std::string_view> Folder::read(const char* name, std::size_t limit, std::string& buffer) const {
    if (tree_->hasRoot() || !fd_) {
        auto content = tree_->read(join(path_, name), limit);
        if (!content) return tl::make_unexpected(std::move(content.error()));
        buffer = std::move(*content);
        return buffer;
    }
    tree_->count(Asked::For::file);
    std::optional<FileStamp> stamp;
    auto content = readUnlogged(name, limit, buffer, stamp);
    if (!content) {
        tree_->log_.failed(join(path_, name), content.error().code);
        // What cannot be opened is there all the same, and who may read it can change.
        struct stat status {};
        if (!stamp && tree_->log_.isStarted() && ::fstatat(fd_.get(), name, &status, 0) == 0)
            stamp = stampOf(status);
    }
    tree_->log_.addIn(logged_, Asked::For::file, name, stamp);
    return content;
}

Result<std::string_view> Folder::readUnlogged(const char* name, std::size_t limit, std::string& buffer,
                                              std::optional<FileStamp>& stamp) const {
    stamp.reset();
    if (tree_->hasRoot() || !fd_) return fail("is read by its path only", EBADF);
    const UniqueFd fd(::openat(fd_.get(), name, readFlags));
    if (!fd) return failErrno("cannot be opened", errno);
    const auto found = stampOfOpen(fd);
    stamp = orNothing(found);
    const auto size = readAll(fd, found, limit, buffer);
    if (!size) return tl::make_unexpected(size.error());
    return std::string_view(buffer).substr(0, *size);
}

void Folder::noteRead(std::string_view name, const FileStamp& stamp) const {
    tree_->count(Asked::For::file);
    tree_->log_.addIn(logged_, Asked::For::file, name, stamp);
}

FileTree::FileTree(std::string_view root) : root_(normalise(root)) {
    if (root_ == "/") root_.clear();
}

std::string FileTree::hostPath(const std::string& path) const {
    return root_.empty() ? path : resolve(path).value_or(std::string());
}

Result<std::string> FileTree::resolve(const std::string& path) const {
    return root_.empty() ? Result<std::string>(path) : followLinks(root_, path);
}

Result<std::string> FileTree::walk(const std::string& path, const PartVisitor& visit) const {
    return followLinks(root_, path, visit);
}

Result<UniqueFd> FileTree::open(const std::string& path, int flags) const {
    auto host = resolve(path);
    if (!host) {
        recordFailure(path, host.error().code);
        return tl::make_unexpected(std::move(host.error()));
    }
    UniqueFd fd(::open(host->c_str(), flags));
    if (!fd) {
        const int code = errno;
        recordFailure(path, code);
        return failErrno("cannot be opened", code);
    }
    return fd;
}

Result<std::string> FileTree::read(const std::string& path, std::size_t limit,
                                   std::optional<FileStamp>* stamp) const {
    auto fd = open(path, readFlags);
    if (!fd) return tl::make_unexpected(std::move(fd.error()));
    const auto found = stampOfOpen(*fd);
    record(Asked::For::file, path, orNothing(found));
    if (stamp != nullptr) *stamp = orNothing(found);
    std::string buffer;
    const auto size = readAll(*fd, found, limit, buffer);
    if (!size) return failed(path, size.error());
    buffer.resize(*size);
    return buffer;
}

Result<std::string> FileTree::readStart(const std::string& path, std::size_t most) const {
    auto fd = open(path, readFlags);
    if (!fd) return tl::make_unexpected(std::move(fd.error()));
    const auto stamp = stampOfOpen(*fd);
    record(Asked::For::file, path, orNothing(stamp));
    if (!stamp) return failed(path, stamp.error());
    if (stamp->kind != FileKind::regular) return fail("not a regular file", EINVAL);
    std::string start(most, '\0');
    std::size_t have = 0;
    while (have < most) { // a read may give less than there is
        const auto got = readSome(*fd, start.data() + have, most - have);
        if (!got) return failed(path, got.error());
        if (*got == 0) break;
        have += *got;
    }
    start.resize(have);
    return start;
}

Result<Folder> FileTree::openFolder(const std::string& path) const {
    auto fd = open(path, readFlags | O_DIRECTORY);
    if (!fd) return tl::make_unexpected(std::move(fd.error()));
    // Before it is listed: a name that comes later changes the stamp.
    const auto stamp = stampOfOpen(*fd);
    Folder folder(*this, path, std::move(*fd));
    folder.logged_ = record(Asked::For::folder, path, orNothing(stamp));
    if (!stamp) return failed(path, stamp.error());
    folder.stamp_ = *stamp;

    auto done = listNames(folder.fd_, [&](std::string_view name, std::optional<FileKind> kind) {
        folder.entries_.push_back({std::string(name), kind});
    });
    if (!done) return failed(path, done.error());
    sortByName(folder.entries_);
    return folder;
}

Result<void> FileTree::visitFolder(
    const std::string& path,
    const std::function<void(std::string_view name, std::optional<FileKind> kind)>& visit) const {
    const auto fd = open(path, readFlags | O_DIRECTORY);
    if (!fd) return tl::make_unexpected(fd.error());
    record(Asked::For::folder, path, log_.isStarted() ? orNothing(stampOfOpen(*fd)) : std::nullopt);
    auto done = listNames(*fd, visit);
    if (!done) return failed(path, done.error());
    return done;
}

Result<MappedFile> FileTree::map(const std::string& path, std::size_t limit) const {
    const auto fd = open(path, readFlags);
    if (!fd) return tl::make_unexpected(fd.error());
    const auto stamp = stampOfOpen(*fd);
    record(Asked::For::file, path, orNothing(stamp));
    if (!stamp) return failed(path, stamp.error());
    if (stamp->kind != FileKind::regular) return fail("not a regular file", EINVAL);
    const auto size = static_cast<std::size_t>(stamp->size);
    if (size > limit)
        return fail(fmt::format("{} bytes, more than the {} that are read", size, limit), EFBIG);
    if (size == 0) return MappedFile();
    void* const start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd->get(), 0);
    if (start == MAP_FAILED) // NOLINT: the system's own macro casts
        return failed(path, failErrno("cannot be mapped", errno).value());
    return MappedFile(start, size);
}

std::optional<FileStamp> FileTree::stat(const std::string& path) const {
    const auto stamp = look(path);
    if (stamp)
        log_.add(Asked::For::stamp, path, stamp);
    else
        record(Asked::For::missing, path, stamp);
    return stamp;
}

std::optional<FileStamp> FileTree::statFile(const std::string& path) const {
    const auto stamp = look(path);
    const bool isFile = stamp && stamp->kind == FileKind::regular;
    record(isFile ? Asked::For::file : Asked::For::missing, path, stamp);
    return isFile ? stamp : std::nullopt;
}

std::optional<FileStamp> FileTree::statFolder(const std::string& path) const {
    const auto stamp = stat(path);
    if (stamp) record(Asked::For::folder, path, stamp);
    return stamp;
}

std::optional<FileStamp> FileTree::note(const std::string& path) const {
    const auto stamp = look(path);
    log_.add(Asked::For::stamp, path, stamp);
    return stamp;
}

bool FileTree::isExecutable(const std::string& path) const {
    const auto [known, added] = executable_.try_emplace(path);
    if (!added) return known->second;
    const std::string host = hostPath(path);
    struct stat status {};
    const bool there = ::stat(host.c_str(), &status) == 0;
    const bool executable = there && ::faccessat(AT_FDCWD, host.c_str(), X_OK, AT_EACCESS) == 0;
    if (!executable) log_.failed(path, errno);
    known->second = executable && S_ISREG(status.st_mode);
    record(known->second ? Asked::For::file : Asked::For::missing, path,
           there ? std::optional(stampOf(status)) : std::nullopt);
    return known->second;
}

std::optional<FileStamp> FileTree::look(const std::string& path) const {
    struct stat status {};
    if (stat(path, status) == 0) return stampOf(status);
    log_.failed(path, errno);
    return std::nullopt;
}

/// As ::stat.
int FileTree::stat(const std::string& path, struct stat& status) const {
    if (hasRoot()) return ::stat(hostPath(path).c_str(), &status);
    const std::string_view folder = folderOf(path);
    if (folder != last_.path) last_ = {std::string(folder), 0, {}};
    if (++last_.questions == fewQuestions)
        last_.fd = UniqueFd(::open(last_.path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    const std::string_view name = fileNameOf(path);
    return last_.fd && !name.empty() ? ::fstatat(last_.fd.get(), name.data(), &status, 0)
                                     : ::stat(path.c_str(), &status);
}

std::uint32_t FileTree::record(Asked::For what, const std::string& path,
                               const std::optional<FileStamp>& stamp) const {
    count(what);
    return log_.add(what, path, stamp);
}

/// Something that cannot be opened. That may be for what it is, or for who may read it, which its stamp
/// tells.
void FileTree::recordFailure(const std::string& path, int code) const {
    log_.failed(path, code);
    struct stat status {};
    const bool there = log_.isStarted() && code != ENOENT && ::stat(hostPath(path).c_str(), &status) == 0;
    record(Asked::For::missing, path, there ? std::optional(stampOf(status)) : std::nullopt);
}

tl::unexpected<Error> FileTree::failed(const std::string& path, const Error& error) const {
    log_.failed(path, error.code);
    return tl::make_unexpected(error);
}

void FileTree::count(Asked::For what) const {
    ++(what == Asked::For::file     ? counts_.files
       : what == Asked::For::folder ? counts_.folders
                                    : counts_.missing);
}

} // namespace base
