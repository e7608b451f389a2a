#include "input_watcher.hpp"

#include "base/input_log.hpp"
#include "base/links.hpp"
#include "base/path.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace app {

namespace {

// What happens in a folder, and what to itself: of most on the way to an input only that matters. IN_ATTRIB
// is not among the latter: where a folder has many files in memory, as /tmp may, asking for it takes a
// second.
constexpr std::uint32_t inFolder =
    IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_EXCL_UNLINK;
constexpr std::uint32_t itself = IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
// The folder itself is gone, or was moved to where its name means something else; or events were lost.
constexpr std::uint32_t lost = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED | IN_Q_OVERFLOW;
// On the way to all inputs; beyond it only what is known already is watched.
constexpr std::size_t mostParts = 1'000'000;

bool isFolderNow(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::int64_t nanoseconds(InputWatcher::Time time) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

/// Nanoseconds since the epoch.
struct Span {
    std::int64_t from;
    std::int64_t to;
};

/// Whether a file that was there is no more, or its inode changed in that time. A later change is one of a
/// clock that was set back: none of ours.
bool changedIn(const Span& span, const std::string& path, bool there) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return there && base::isNowhere(errno);
    const std::int64_t changed = base::stampOf(status).changed;
    return changed + base::clockLag(changed) >= span.from && changed <= span.to;
}

/// A file that was made just now: it is told again when it is closed, and has its content then. (Unless it
/// was moved here by a second link, and that could not be seen any more.) Folders and links have no content
/// to wait for.
bool isBeingWritten(std::uint32_t mask, const std::string& folder, const std::string& name) {
    if ((mask & IN_CREATE) == 0 || (mask & IN_ISDIR) != 0) return false;
    struct stat status {};
    return ::lstat((folder + '/' + name).c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           status.st_nlink == 1;
}

/// What is to be watched, by folder.
class Interests {
  public:
    explicit Interests(const base::FileTree& files) : files_(files) {
        Way way(*this);
        std::ignore = base::followLinks({}, files.hostPath("/"), way.visitor());
    }

    void add(const base::Input& input) {
        const std::string path = base::normalise(input.path);
        const std::string name(base::fileNameOf(path));
        const std::string& folder = realFolder(std::string(base::folderOf(path)));
        const std::string plain = base::join(folder, name);
        Way way(*this);
        std::string last;
        if (folder.empty() || name == ".." || base::partAt(plain) == base::PathPart::link) {
            last = files_.walk(path, way.visitor()).value_or(path);
        } else {
            last = plain;
            std::ignore = way.visitor()(folder, name, base::PathPart::other);
        }
        way.end();
        // One that could not be opened may be a folder all the same, and that a failure of a moment.
        if (input.kind == base::Input::Kind::folder ||
            (input.kind == base::Input::Kind::missing && isFolderNow(last)))
            of_[last].everything = true;
        addFound(std::move(last), input.there);
        if (!way.missing.empty()) addFound(std::move(way.missing), false);
    }

    /// What is to be looked at when all is watched.
    struct Found {
        std::string path; ///< of an input, a link on the way to it, or the first part that was not there
        bool there;
    };
    [[nodiscard]] const std::vector<Found>& found() const { return found_; }
    [[nodiscard]] std::unordered_map<std::string, FolderInterest>& all() { return of_; }

  private:
    /// The parts of one path, one after the other.
    class Way {
      public:
        explicit Way(Interests& interests) : interests_(interests) {}
        std::string missing; ///< the first part that is not there

        base::PartVisitor visitor() {
            return [this](const std::string& folder, std::string_view name, base::PathPart part) {
                if (missing.empty()) visit(folder, name, part);
                return ++interests_.parts_ < mostParts;
            };
        }
        /// The last part is what we are here for.
        void end() {
            if (in_ != nullptr) in_->names.insert(name_);
        }

      private:
        void visit(const std::string& folder, std::string_view name, base::PathPart part) {
            FolderInterest& interest = interests_.of_[folder];
            if (part == base::PathPart::missing) {
                missing = base::join(folder, name);
                // What is no folder may become one.
                if (in_ != nullptr && !isFolderNow(folder)) in_->names.insert(name_);
            }
            if (part == base::PathPart::link) {
                interest.names.emplace(name);
                interests_.addFound(base::join(folder, name), true);
            }
            in_ = &interest;
            name_ = name;
        }

        Interests& interests_;
        FolderInterest* in_ = nullptr;
        std::string name_;
    };

    /// Where a folder is on this machine; empty where that is not known. Most inputs lie in one together with
    /// others: its way need not be walked again.
    const std::string& realFolder(const std::string& folder) {
        const auto [known, added] = folders_.try_emplace(folder);
        if (!added) return known->second;
        Way way(*this);
        auto real = files_.walk(folder, way.visitor());
        if (real && way.missing.empty()) known->second = std::move(*real);
        return known->second;
    }

    void addFound(std::string path, bool there) {
        if (known_.insert(path).second) found_.push_back({std::move(path), there});
    }

    const base::FileTree& files_;
    std::unordered_map<std::string, FolderInterest> of_;
    std::vector<Found> found_;
    std::unordered_set<std::string> known_;                ///< the paths of those
    std::unordered_map<std::string, std::string> folders_; ///< what realFolder said
    std::size_t parts_ = 0;
};

} // namespace

InputWatcher::InputWatcher(std::function<Time()> now) : now_(std::move(now)) {}

base::Result<void> InputWatcher::open() {
    fd_ = base::UniqueFd(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (fd_) return {};
    const int code = errno;
    auto failure = base::failErrno("changes cannot be watched", code);
    if (code == EMFILE) failure.value().message += "; see fs.inotify.max_user_instances";
    return failure;
}

bool InputWatcher::add(const std::string& folder, FolderInterest& interest) {
    // Asked again for a folder that is watched, inotify gives the same descriptor; for one that has taken
    // its place, a new one.
    const int descriptor =
        ::inotify_add_watch(fd_.get(), folder.c_str(), interest.inNames() ? itself | inFolder : itself);
    if (descriptor < 0) {
        const int code = errno;
        if (code == EACCES) unreadable_.push_back(folder);
        unwatched_ += base::isNowhere(code) || code == EACCES ? 0U : 1U;
        // A moment ago it was there, and who would see it come back is not watched for it.
        return code != ENOENT;
    }
    Watch& watch = watches_[descriptor];
    watch.folder = folder;
    watch.interest.everything = watch.interest.everything || interest.everything;
    watch.interest.names.merge(interest.names);
    descriptors_[folder] = descriptor;
    return true;
}

bool InputWatcher::watch(const std::vector<base::Input>& inputs, const base::FileTree& files, Time since) {
    Interests interests(files);
    for (const base::Input& input : inputs)
        interests.add(input);

    std::unordered_map<std::string, int> former = std::move(descriptors_);
    watches_.clear();
    descriptors_.clear();
    unwatched_ = 0;
    bool vanished = false;
    // Two paths may lead to one folder, and what is asked of it last counts.
    for (const bool inNames : {false, true}) {
        for (auto& [folder, interest] : interests.all()) {
            if (interest.inNames() == inNames) vanished = !add(folder, interest) || vanished;
        }
    }
    // One that we may not read may become another: its own folder tells, or the one above that.
    while (!unreadable_.empty()) {
        const std::string folder = std::move(unreadable_.back());
        unreadable_.pop_back();
        FolderInterest interest;
        interest.names.emplace(base::fileNameOf(folder));
        if (folder != "/") vanished = !add(std::string(base::folderOf(folder)), interest) || vanished;
    }
    for (const auto& [folder, descriptor] : former) {
        if (!watches_.contains(descriptor)) ::inotify_rm_watch(fd_.get(), descriptor);
    }
    if (vanished) return true;
    // What changed between being read and being watched. A clock that was set back meanwhile tells nothing.
    const Span span{nanoseconds(since), nanoseconds(now_())};
    const auto& found = interests.found();
    return span.to < span.from || std::any_of(found.begin(), found.end(), [&](const auto& one) {
               return changedIn(span, one.path, one.there);
           });
}

InputChange InputWatcher::drain() {
    InputChange change = InputChange::none;
    alignas(inotify_event) std::array<char, std::size_t{64} * 1024> buffer{};
    for (;;) {
        const ssize_t got = ::read(fd_.get(), buffer.data(), buffer.size());
        if (got <= 0) return change;
        for (ssize_t at = 0; at < got;) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char* name = event.len > 0 ? buffer.data() + at + sizeof event : "";
            at += static_cast<ssize_t>(sizeof event + event.len);
            change = std::max(change, changeBy(event.wd, event.mask, name));
        }
    }
}

InputChange InputWatcher::changeBy(int descriptor, std::uint32_t mask, const std::string& name) const {
    if ((mask & IN_Q_OVERFLOW) != 0) return InputChange::done;
    const auto found = watches_.find(descriptor);
    if (found == watches_.end()) return InputChange::none;
    const Watch& watch = found->second;
    if ((mask & lost) != 0 || name.empty()) return InputChange::done; // the folder itself
    if (!watch.interest.everything && !watch.interest.names.contains(name)) return InputChange::none;
    return isBeingWritten(mask, watch.folder, name) ? InputChange::begun : InputChange::done;
}

} // namespace app
