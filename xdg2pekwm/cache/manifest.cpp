#include "cache/manifest.hpp"

#include "base/path.hpp"
#include "base/unique_fd.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <ctime>
#include <exception>
#include <fcntl.h>
#include <span>
#include <sys/stat.h>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace cache {

namespace {

constexpr std::int64_t second = 1'000'000'000;
// The clock of a file system ticks more slowly than ours; where it has no fractions, up to two seconds (FAT).
constexpr std::int64_t tick = 20'000'000;
constexpr std::int64_t coarseTick = 2 * second;
// From so many names in one folder on, opening it first is cheaper than walking to it each time.
constexpr std::size_t fewNames = 3;
// In one piece of a manifest: a folder is opened once for each.
constexpr std::size_t mostNames = 512;
// Of a manifest so large (it has about 700 names) a second thread gains more time than it costs.
constexpr std::size_t largeManifest = std::size_t{64} * 1024; // bytes

/// Whether a change that came after `began` would show in the stamp. Whoever sets a file's times changes
/// `changed` all the same, so that is what counts.
bool isProof(const base::FileStamp& stamp, std::int64_t began) {
    return stamp.changed + (stamp.changed % second == 0 ? coarseTick : tick) < began;
}

struct Name {
    std::string_view text;
    const base::FileStamp* stamp; ///< the log's; null: is not there
};

/// A folder and what was asked about names in it. All stamps are the log's or the builder's. In the manifest
/// it is one piece or several, which can be checked in any order.
struct Group {
    std::string folder; ///< empty: the names are whole paths
    const base::FileStamp* stamp = nullptr;
    std::vector<Name> names;
};

/// `stamp` may be null.
void write(ByteWriter& out, const base::FileStamp* stamp) {
    out.number(std::uint64_t{stamp != nullptr ? 1U : 0U});
    if (stamp == nullptr) return;
    out.number(std::uint64_t{stamp->device});
    out.number(std::uint64_t{stamp->inode});
    out.number(stamp->modified);
    out.number(stamp->changed);
    out.number(stamp->size);
}

/// The kind is not kept: it cannot change without the inode.
base::FileStamp readStamp(ByteReader& in) {
    base::FileStamp stamp;
    stamp.device = in.number();
    stamp.inode = in.number();
    stamp.modified = in.signedNumber();
    stamp.changed = in.signedNumber();
    stamp.size = in.signedNumber();
    return stamp;
}

bool isSame(const base::FileStamp& kept, const struct stat& status) {
    base::FileStamp now = base::stampOf(status);
    now.kind = kept.kind;
    return now == kept;
}

std::optional<base::FileStamp> look(const std::string& path, int flags) {
    struct stat status {};
    if (::fstatat(AT_FDCWD, path.c_str(), &status, flags) != 0) return std::nullopt;
    return base::stampOf(status);
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
        if (!addMissing()) return std::nullopt;
        dissolveSmallGroups();
        return pack();
    }

  private:
    /// The group of a folder.
    Group& groupOf(const std::string& folder) {
        const auto [known, added] = groupNumbers_.try_emplace(folder, groups_.size());
        if (added) groups_.push_back({folder, nullptr, {}});
        return groups_[known->second];
    }

    bool add(const base::Asked& asked) {
        if (asked.there && !isProof(asked.stamp, began_)) return false;
        if (asked.folder != base::Asked::noFolder) {
            const base::Asked& folder = log_.all()[asked.folder];
            if (asked.folder != lastFolder_) {
                lastFolder_ = asked.folder;
                lastGroup_ = groupNumber(std::string(folder.name));
            }
            groups_[lastGroup_].names.push_back({asked.name, stampOf(asked)});
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
        } else {
            groups_.front().names.push_back({asked.name, stamp});
        }
        return true;
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

    std::size_t groupNumber(const std::string& folder) {
        groupOf(folder);
        return groupNumbers_.at(folder);
    }

    /// What is not there is not there as long as the folder it would be in is not, or stays what it is: one
    /// look for the programs that are looked for in a folder of PATH, one for all that a home without .config
    /// lacks.
    bool addMissing() {
        for (const std::string& path : missing_) {
            std::string absent = path;
            std::string folder(base::folderOf(absent));
            const bool plain = path.find("/../") == std::string::npos && !path.ends_with("/..");
            while (plain && folder != absent && lookAtFolder(folder) == nullptr) {
                absent = folder;
                folder = base::folderOf(absent);
            }
            if (!absences_.insert(absent).second) continue;
            // A link that leads nowhere may lead somewhere tomorrow, and its folder stays what it is.
            const bool link = look(absent, AT_SYMLINK_NOFOLLOW).has_value();
            if (link && look(absent, 0)) return false; // it came while we were reading
            if (link || !plain)
                addWhole(absent, nullptr);
            else
                absentIn_[folder].push_back(absent);
        }
        for (auto& [folder, paths] : absentIn_) {
            const base::FileStamp* const stamp = lookAtFolder(folder);
            if (paths.size() >= fewNames && stamp != nullptr && stamp->kind == base::FileKind::directory &&
                isProof(*stamp, began_)) {
                Group& group = groupOf(folder);
                if (group.stamp != nullptr && !isSame(group.stamp, stamp)) return false;
                group.stamp = stamp;
                continue;
            }
            for (const std::string& path : paths)
                addWhole(path, nullptr);
        }
        return true;
    }

    /// Many are missing in the same few folders.
    const base::FileStamp* lookAtFolder(const std::string& folder) {
        const auto [known, added] = folders_.try_emplace(folder);
        if (added) known->second = look(folder, 0);
        return known->second ? &*known->second : nullptr;
    }

    void dissolveSmallGroups() {
        for (std::size_t i = 1; i < groups_.size(); ++i) {
            Group& group = groups_[i];
            if (group.names.size() + (group.stamp != nullptr ? 1U : 0U) >= fewNames) continue;
            if (group.stamp != nullptr) addWhole(group.folder, group.stamp);
            for (const Name& name : group.names)
                addWhole(base::join(group.folder, name.text), name.stamp);
            group.stamp = nullptr;
            group.names.clear();
        }
        std::erase_if(groups_,
                      [](const Group& group) { return group.stamp == nullptr && group.names.empty(); });
    }

    [[nodiscard]] std::string pack() const {
        constexpr std::size_t numbers = 9; // of a name or a piece, its stamp with them
        std::size_t size = 0;
        for (const Group& group : groups_) {
            const std::size_t pieces = group.names.size() / mostNames + 1;
            size += pieces * group.folder.size() +
                    (group.names.size() + pieces) * (numbers * sizeof(std::uint64_t) + 1);
            for (const Name& name : group.names)
                size += name.text.size();
        }
        ByteWriter out;
        out.reserve(size);
        for (const Group& group : groups_) {
            std::span<const Name> left = group.names;
            packPiece(out, group.folder, group.stamp, takeNames(left));
            while (!left.empty())
                packPiece(out, group.folder, nullptr, takeNames(left));
        }
        return out.take();
    }

    static std::span<const Name> takeNames(std::span<const Name>& left) {
        const auto taken = left.first(std::min(left.size(), mostNames));
        left = left.subspan(taken.size());
        return taken;
    }

    static void packPiece(ByteWriter& out, std::string_view folder, const base::FileStamp* stamp,
                          std::span<const Name> names) {
        const std::size_t start = out.startPart();
        out.text(folder);
        write(out, stamp);
        out.number(std::uint64_t{names.size()});
        for (const Name& name : names) {
            out.text(name.text);
            write(out, name.stamp);
        }
        out.endPart(start);
    }

    const base::InputLog& log_;
    std::int64_t began_;
    base::Arena paths_;         ///< that the log does not have
    std::vector<Group> groups_; ///< the first one is of whole paths
    std::unordered_map<std::string, std::size_t> groupNumbers_;
    std::uint32_t lastFolder_ = base::Asked::noFolder;
    std::size_t lastGroup_ = 0;
    std::unordered_map<std::string_view, const base::FileStamp*> seen_; ///< by path
    std::vector<std::string> missing_;
    std::unordered_set<std::string> absences_;
    std::unordered_map<std::string, std::optional<base::FileStamp>> folders_; ///< that were looked at
    std::unordered_map<std::string, std::vector<std::string>> absentIn_;      ///< by folder
};

bool isUnchangedName(int folder, ByteReader& in) {
    const std::string_view name = in.text();
    const bool there = in.number() != 0;
    const base::FileStamp kept = there ? readStamp(in) : base::FileStamp{};
    if (!in.isGood()) return false;
    struct stat status {};
    const bool found = ::fstatat(folder, name.data(), &status, 0) == 0;
    return found ? there && isSame(kept, status) : !there;
}

bool isUnchangedPiece(ByteReader in) {
    const std::string_view folder = in.text();
    base::UniqueFd fd;
    if (!in.isGood()) return false;
    if (!folder.empty()) {
        fd = base::UniqueFd(::open(folder.data(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        if (!fd) return false;
    }
    if (in.number() != 0) {
        const base::FileStamp kept = readStamp(in);
        struct stat status {};
        if (!in.isGood() || !fd || ::fstat(fd.get(), &status) != 0 || !isSame(kept, status)) return false;
    }
    constexpr std::size_t smallestName = 2 * sizeof(std::uint64_t) + 1;
    const int at = folder.empty() ? AT_FDCWD : fd.get();
    for (std::uint64_t left = in.count(smallestName); left > 0; --left) {
        if (!isUnchangedName(at, in)) return false;
    }
    return in.isGood() && in.atEnd();
}

/// Checks pieces until there are none left, or one of them has changed. For several threads at a time.
class Checker {
  public:
    explicit Checker(std::span<const ByteReader> pieces) : pieces_(pieces) {}

    void run() {
        for (std::size_t i = next_++; i < pieces_.size() && unchanged_; i = next_++) {
            if (!isUnchangedPiece(pieces_[i])) unchanged_ = false;
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
    std::thread helper;
    if (large && std::thread::hardware_concurrency() > 1) {
        try {
            helper = std::thread([&checker] { checker.run(); });
        } catch (const std::exception&) { // none is to be had: one does it as well
        }
    }
    checker.run();
    if (helper.joinable()) helper.join();
    return checker.isUnchanged();
}

} // namespace cache
