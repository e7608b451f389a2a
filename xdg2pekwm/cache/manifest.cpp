#include "cache/manifest.hpp"

#include "base/arena.hpp"
#include "base/helper_thread.hpp"
#include "base/path.hpp"
#include "cache/manifest_piece.hpp"

#include <algorithm>
#include <atomic>
#include <ctime>
#include <span>
#include <sys/stat.h>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace cache {

namespace {

constexpr std::int64_t second = 1'000'000'000;
// From so many names in one folder on, opening it first is cheaper than walking to it each time.
constexpr std::size_t fewNames = 3;
// Of a manifest so large (it has about 700 names) a second thread gains more time than it costs.
constexpr std::size_t largeManifest = std::size_t{64} * 1024; // bytes

/// Whether a change that came after `began` would show in the stamp. Whoever sets a file's times changes
/// `changed` all the same, so that is what counts.
bool isProof(const base::FileStamp& stamp, std::int64_t began) {
    return stamp.changed + base::clockLag(stamp.changed) < began;
}

/// What is at a path, looked at with as few questions as that takes: most of what is asked for is not there.
struct Place {
    std::optional<base::FileStamp> stamp; ///< of what a link leads to; nothing where that is not there
    bool isLink = false;
};

Place look(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return {};
    const bool isLink = S_ISLNK(status.st_mode);
    if (isLink && ::stat(path.c_str(), &status) != 0) return {std::nullopt, true};
    return {base::stampOf(status), isLink};
}

class Builder {
  public:
    Builder(const base::InputLog& log, std::int64_t began) : log_(log), began_(began) {
        groups_.emplace_back();
    }

    std::optional<std::string> run() {
        for (const base::Asked& asked : log_.all()) {
            if (!add(asked)) return std::nullopt;
        }
        findFolders();
        if (!addMissing()) return std::nullopt;
        dissolveSmallGroups();
        return packPieces(groups_);
    }

  private:
    std::size_t groupNumber(const std::string& folder) {
        const auto [known, added] = groupNumbers_.try_emplace(folder, groups_.size());
        if (added) groups_.push_back({folder, nullptr, {}});
        return known->second;
    }
    AskedGroup& groupOf(const std::string& folder) { return groups_[groupNumber(folder)]; }

    bool add(const base::Asked& asked) {
        if (asked.there && !isProof(asked.stamp, began_)) return false;
        if (asked.folder != base::Asked::noFolder) {
            addName(log_.all()[asked.folder].name, asked.name, stampOf(asked));
            return true;
        }
        if (!base::isAbsolute(asked.name)) return false; // where it leads is not ours to say
        const base::FileStamp* const stamp = stampOf(asked);
        const auto [known, added] = seen_.try_emplace(asked.name, stamp);
        // Two answers to one question: it changed while we were reading.
        if (!added) return isSame(known->second, stamp);
        if (!asked.there) {
            missing_.emplace_back(asked.name);
        } else if (asked.what == base::Asked::For::folder) {
            groupOf(std::string(asked.name)).stamp = stamp;
        } else if (const std::string_view name = base::fileNameOf(asked.name); !name.empty()) {
            addName(base::folderOf(asked.name), name, stamp);
        } else {
            addWhole(asked.name, stamp);
        }
        return true;
    }

    /// Most names come after another one of the same folder.
    void addName(std::string_view folder, std::string_view name, const base::FileStamp* stamp) {
        if (groups_[lastGroup_].folder != folder) lastGroup_ = groupNumber(std::string(folder));
        groups_[lastGroup_].names.push_back({name, stamp});
    }

    void addWhole(std::string_view path, const base::FileStamp* stamp) {
        groups_.front().names.push_back({paths_.keep(path), stamp});
    }

    static const base::FileStamp* stampOf(const base::Asked& asked) {
        return asked.there ? &asked.stamp : nullptr;
    }
    static bool isSame(const base::FileStamp* a, const base::FileStamp* b) {
        return a == b || (a != nullptr && b != nullptr && *a == *b);
    }

    /// Whatever is above something that was found is there, too.
    void findFolders() {
        for (const auto& [found, number] : groupNumbers_) {
            for (std::string folder = found; folders_.insert(folder).second;)
                folder = base::folderOf(folder);
        }
    }

    bool isThere(const std::string& folder) {
        return folders_.contains(folder) || lookAt(folder).stamp.has_value();
    }

    /// The first part of the way to a path that is not there, which is sought from the top: what a hostile
    /// file names may be two thousand folders deep.
    std::string firstAbsent(const std::string& path) {
        if (folders_.contains(std::string(base::folderOf(path)))) return path;
        for (std::size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
            std::string part = path.substr(0, end);
            if (!isThere(part)) return part;
        }
        return path;
    }

    /// What is not there is not there as long as the folder it would be in is not, or stays what it is: one
    /// look for the programs that are looked for in a folder of PATH, one for all that a home without .config
    /// lacks.
    bool addMissing() {
        for (const std::string& path : missing_) {
            const bool plain = path.find("/../") == std::string::npos && !path.ends_with("/..");
            const std::string absent = plain ? firstAbsent(path) : path;
            const std::string folder(base::folderOf(absent));
            if (!absences_.insert(absent).second) continue;
            const Place& place = lookAt(absent);
            if (place.stamp) return false; // it came while we were reading
            if (!folders_.contains(folder) && !addNoFolder(folder)) return false;
            // A link that leads nowhere may lead somewhere tomorrow, and its folder stays what it is.
            if (place.isLink || !plain)
                addWhole(absent, nullptr);
            else
                absentIn_[folder].push_back(absent);
        }
        for (auto& [folder, paths] : absentIn_) {
            if (paths.size() >= fewNames) {
                const std::optional<base::FileStamp>& stamp = lookAt(folder).stamp;
                if (stamp && stamp->kind == base::FileKind::directory && isProof(*stamp, began_)) {
                    AskedGroup& group = groupOf(folder);
                    if (group.stamp != nullptr && !isSame(group.stamp, &*stamp)) return false;
                    group.stamp = &*stamp;
                    continue;
                }
            }
            for (const std::string& path : paths)
                addWhole(path, nullptr);
        }
        return true;
    }

    /// What is missing below a file is missing for another reason than in a folder, which may be said.
    bool addNoFolder(const std::string& path) {
        const std::optional<base::FileStamp>& stamp = lookAt(path).stamp;
        if (!stamp || stamp->kind == base::FileKind::directory) return true;
        addWhole(path, &*stamp);
        return isProof(*stamp, began_);
    }

    /// Many are missing in the same few folders.
    const Place& lookAt(const std::string& path) {
        const auto [known, added] = places_.try_emplace(path);
        if (added) known->second = look(path);
        return known->second;
    }

    void dissolveSmallGroups() {
        for (std::size_t i = 1; i < groups_.size(); ++i) {
            AskedGroup& group = groups_[i];
            if (group.names.size() + (group.stamp != nullptr ? 1U : 0U) >= fewNames) continue;
            if (group.stamp != nullptr) addWhole(group.folder, group.stamp);
            for (const AskedName& name : group.names)
                addWhole(base::join(group.folder, name.text), name.stamp);
            group.stamp = nullptr;
            group.names.clear();
        }
        std::erase_if(groups_,
                      [](const AskedGroup& group) { return group.stamp == nullptr && group.names.empty(); });
    }

    const base::InputLog& log_;
    std::int64_t began_;
    base::Arena paths_;              ///< that the log does not have
    std::vector<AskedGroup> groups_; ///< the first one is of whole paths
    std::unordered_map<std::string, std::size_t> groupNumbers_;
    std::size_t lastGroup_ = 0;                                         ///< the one that got a name last
    std::unordered_map<std::string_view, const base::FileStamp*> seen_; ///< by path
    std::vector<std::string> missing_;
    std::unordered_set<std::string> folders_; ///< known to be there
    std::unordered_set<std::string> absences_;
    std::unordered_map<std::string, Place> places_;                      ///< that were looked at
    std::unordered_map<std::string, std::vector<std::string>> absentIn_; ///< by folder
};

/// Checks pieces until there are none left, or one of them has changed. For several threads at a time.
class Checker {
  public:
    explicit Checker(std::span<const ByteReader> pieces) : pieces_(pieces) {}

    void run() {
        PieceChecker checker;
        for (std::size_t i = next_++; i < pieces_.size() && unchanged_; i = next_++) {
            if (!checker.isUnchanged(pieces_[i])) unchanged_ = false;
        }
    }
    [[nodiscard]] bool isUnchanged() const { return unchanged_; }

  private:
    std::span<const ByteReader> pieces_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> unchanged_ = true;
};

} // namespace

std::int64_t fileClock() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    return std::int64_t{now.tv_sec} * second + now.tv_nsec;
}

std::optional<std::string> makeManifest(const base::InputLog& log, std::int64_t began) {
    if (log.fault()) return std::nullopt;
    return Builder(log, began).run();
}

bool isUnchanged(ByteReader manifest) {
    const bool large = manifest.rest().size() >= largeManifest;
    std::vector<ByteReader> pieces;
    while (!manifest.atEnd()) {
        pieces.push_back(manifest.part());
        if (!manifest.isGood()) return false;
    }
    Checker checker(pieces);
    base::HelperThread helper;
    if (large) helper.start([&checker] { checker.run(); }); // where there is none, one does it as well
    checker.run();
    helper.wait();
    return checker.isUnchanged();
}

} // namespace cache
