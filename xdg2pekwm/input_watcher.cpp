#include "input_watcher.hpp"

#include "base/path.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace app {

namespace {

constexpr std::uint32_t events = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                                 IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;
// The folder itself is gone, or was moved to where its name means something else; or events were lost.
constexpr std::uint32_t lost = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED | IN_Q_OVERFLOW;
// The clock of a file system ticks more slowly than ours.
constexpr std::int64_t tick = 20'000'000; // nanoseconds

bool isFolder(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool isNowhere(int code) {
    return code == ENOENT || code == ENOTDIR;
}

/// Whether an input is no more, or its inode changed at or after `since` (nanoseconds since the epoch).
bool changedSince(const base::Input& input, std::int64_t since) {
    struct stat status {};
    if (::stat(input.path.c_str(), &status) == 0)
        return status.st_ctim.tv_sec * 1'000'000'000LL + status.st_ctim.tv_nsec >= since;
    // A link that leads nowhere is all the same there.
    return input.kind != base::Input::Kind::missing && ::lstat(input.path.c_str(), &status) != 0 &&
           isNowhere(errno);
}

/// A file that was made just now: it is told again when it is closed, and has its content then. Folders and
/// links have no content to wait for.
bool isBeingWritten(std::uint32_t mask, const std::string& folder, const char* name) {
    if ((mask & IN_CREATE) == 0 || (mask & IN_ISDIR) != 0) return false;
    struct stat status {};
    return ::lstat((folder + '/' + name).c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           status.st_nlink == 1;
}

} // namespace

InputWatcher::InputWatcher() = default;

base::Result<void> InputWatcher::open() {
    fd_ = base::UniqueFd(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!fd_) return base::failErrno("changes cannot be watched", errno);
    return {};
}

std::string InputWatcher::addInterest(const base::Input& input, const std::string& path,
                                      std::unordered_map<std::string, Interest>& interests) {
    // One that could not be opened may be a folder all the same, and that a failure of a moment.
    if (input.kind == base::Input::Kind::folder ||
        (input.kind == base::Input::Kind::missing && isFolder(path)))
        interests[path].everything = true;
    // The name's own folder too: a folder may be replaced, a link on the way may change.
    std::string below(base::normalise(path));
    while (below != "/" && below != ".") {
        std::string above(base::folderOf(below));
        if (interests.contains(above) || isFolder(above)) {
            interests[above].names.insert(std::string(base::fileNameOf(below)));
            break;
        }
        below = std::move(above);
    }
    return below;
}

bool InputWatcher::watch(const std::vector<base::Input>& inputs, const base::FileTree& files,
                         std::chrono::system_clock::time_point since) {
    std::unordered_map<std::string, Interest> interests;
    // As this machine has them, and the first part of each that is not there.
    std::vector<base::Input> found;
    for (const base::Input& input : inputs) {
        std::string path = files.hostPath(input.path);
        std::string first = addInterest(input, path, interests);
        if (first != path) found.push_back({base::Input::Kind::missing, std::move(first)});
        found.push_back({input.kind, std::move(path)});
    }

    std::unordered_map<std::string, int> former = std::move(descriptors_);
    watches_.clear();
    descriptors_.clear();
    unwatched_ = 0;
    bool vanished = false;
    for (auto& [folder, interest] : interests) {
        // Asked again for a folder that is watched, inotify gives the same descriptor; for one that has taken
        // its place, a new one.
        const int descriptor = ::inotify_add_watch(fd_.get(), folder.c_str(), events);
        if (descriptor < 0) {
            // A moment ago it was there, and who would see it come back is not watched for it.
            vanished = vanished || errno == ENOENT;
            // Its own folder tells when one that we may not read becomes another.
            const bool isKnown = isNowhere(errno) || (errno == EACCES && interest.names.empty());
            unwatched_ += isKnown ? 0U : 1U;
            continue;
        }
        // Two paths may lead to one folder.
        Watch& watch = watches_[descriptor];
        watch.folder = folder;
        watch.interest.everything = watch.interest.everything || interest.everything;
        watch.interest.names.merge(interest.names);
        descriptors_[folder] = descriptor;
    }
    for (const auto& [folder, descriptor] : former) {
        if (!watches_.contains(descriptor)) ::inotify_rm_watch(fd_.get(), descriptor);
    }
    // What changed between being read and being watched.
    const std::int64_t from =
        std::chrono::duration_cast<std::chrono::nanoseconds>(since.time_since_epoch()).count() - tick;
    return vanished || std::any_of(found.begin(), found.end(),
                                   [&](const base::Input& input) { return changedSince(input, from); });
}

bool InputWatcher::drain() {
    bool concerns = false;
    alignas(inotify_event) std::array<char, std::size_t{64} * 1024> buffer{};
    for (;;) {
        const ssize_t got = ::read(fd_.get(), buffer.data(), buffer.size());
        if (got <= 0) return concerns;
        for (ssize_t at = 0; at < got;) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char* name = buffer.data() + at + sizeof event;
            at += static_cast<ssize_t>(sizeof event + event.len);
            if ((event.mask & IN_Q_OVERFLOW) != 0) {
                concerns = true;
                continue;
            }
            const auto watch = watches_.find(event.wd);
            if (watch == watches_.end()) continue;
            if (isBeingWritten(event.mask, watch->second.folder, name)) continue;
            const Interest& interest = watch->second.interest;
            concerns = concerns || (event.mask & lost) != 0 || interest.everything ||
                       (event.len > 0 && interest.names.contains(name));
        }
    }
}

} // namespace app
