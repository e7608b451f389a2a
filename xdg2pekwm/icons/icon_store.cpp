#include "icons/icon_store.hpp"

#include "base/make_folders.hpp"
#include "base/path.hpp"
#include "base/temporary_file.hpp"
#include "base/unique_fd.hpp"
#include "base/write_all.hpp"
#include "icons/png_check.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <tuple>
#include <vector>

namespace icons {

namespace {

__extension__ using Number128 = unsigned __int128;

constexpr std::size_t longestReason = 1024;
constexpr std::size_t largestIcon = std::size_t{4} << 20U; // bytes; all that are made are smaller
constexpr std::string_view pruneStamp = "/.pruned";

Number128 hashOf(std::string_view text) {
    constexpr Number128 prime = (Number128{1} << 88U) + 0x13BU;
    Number128 hash = (Number128{0x6C62272E07BB0142U} << 64U) + 0x62B821756295C58DU;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= prime;
    }
    return hash;
}

constexpr std::size_t mostDigits = 16; // of 64 bits

/// With zeros before it where it has fewer than `fewest` digits. fmt took most of the time that a name takes.
void appendHex(std::string& text, std::uint64_t number, std::size_t fewest) {
    constexpr std::string_view hexDigits = "0123456789abcdef";
    std::array<char, mostDigits> digits{};
    std::size_t first = mostDigits;
    for (; number != 0 || mostDigits - first < fewest; number >>= 4U)
        digits[--first] = hexDigits[number & 0xFU];
    text.append(digits.data() + first, mostDigits - first);
}

IconStore::State stateOf(std::string_view ending) {
    if (ending == ".png") return IconStore::State::icon;
    if (ending == ".own") return IconStore::State::asItIs;
    return ending == ".bad" ? IconStore::State::bad : IconStore::State::absent;
}

struct FileName {
    std::string_view name, ending;
};

FileName split(std::string_view file) {
    const std::size_t dot = file.rfind('.');
    if (dot == std::string_view::npos) return {file, {}};
    return {file.substr(0, dot), file.substr(dot)};
}

std::int64_t nanoseconds(std::chrono::nanoseconds time) {
    return time.count();
}

std::int64_t nowInNanoseconds() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

void touch(const std::string& path) {
    ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
}

void writeNew(const std::string& path, std::string_view content) {
    const base::UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    // A reason that is only half written is still one, and without the file the image is tried again.
    if (fd) std::ignore = base::writeAll(fd.get(), content);
}

/// A crash of the machine may leave an empty file, a failing disk anything.
bool isPng(const base::FileTree& tree, const std::string& path) {
    const auto content = tree.read(path, largestIcon);
    return content && checkPng(*content);
}

/// An entry that may go, if others do not make room.
struct Spare {
    std::string path;
    std::int64_t lastUsed;
};

/// Goes through one size's folder; `used` is null for the others.
void pruneFolder(const std::string& folder, const base::TextIndex* used, std::int64_t now,
                 std::vector<Spare>& spares, std::size_t& count) {
    const base::FileTree tree;
    std::vector<std::string> files;
    const auto listed = tree.visitFolder(
        folder, [&](std::string_view name, std::optional<base::FileKind>) { files.emplace_back(name); });
    if (!listed) return;
    for (const std::string& file : files) {
        std::string path = fmt::format("{}/{}", folder, file);
        const auto stamp = tree.stat(path);
        if (!stamp || stamp->kind != base::FileKind::regular) continue;
        const std::int64_t age = now - stamp->modified;
        const auto [name, ending] = split(file);
        if (file.front() == '.') {
            if (age > nanoseconds(base::leftoverAge)) ::unlink(path.c_str());
            continue;
        }
        const IconStore::State state = stateOf(ending);
        if (state == IconStore::State::absent) continue; // not ours
        const bool isUsed = used != nullptr && used->find(name).has_value();
        const bool broken = state == IconStore::State::icon && !isPng(tree, path);
        const auto lifetime =
            state == IconStore::State::bad ? IconStore::badLifetime : IconStore::unusedLifetime;
        const bool keep = isUsed && state != IconStore::State::bad;
        if (broken || (!keep && age > nanoseconds(lifetime))) {
            ::unlink(path.c_str());
            continue;
        }
        ++count;
        if (keep)
            touch(path);
        else if (age > nanoseconds(IconStore::pruneInterval))
            spares.push_back({std::move(path), stamp->modified});
    }
}

} // namespace

std::string iconName(std::string_view sourcePath, const base::FileStamp& stamp) {
    const Number128 hash = hashOf(sourcePath);
    std::string name;
    name.reserve(5 * mostDigits + 3);
    appendHex(name, static_cast<std::uint64_t>(hash >> 64U), mostDigits);
    appendHex(name, static_cast<std::uint64_t>(hash), mostDigits);
    name += '-';
    appendHex(name, static_cast<std::uint64_t>(stamp.modified), 1);
    name += '-';
    appendHex(name, static_cast<std::uint64_t>(stamp.size), 1);
    name += '-';
    appendHex(name, stamp.inode, 1);
    return name;
}

IconStore::IconStore(const std::string& folder, int size, int gap)
    : root_(base::normalise(folder)), folder_(fmt::format("{}/{}+{}", root_, size, gap)) {}

base::Result<void> IconStore::create() const {
    return base::makeFolders(folder_);
}

void IconStore::list() {
    const auto forget = [this] {
        names_ = {};
        states_.clear();
        texts_ = {};
    };
    forget();
    const auto done =
        base::FileTree().visitFolder(folder_, [&](std::string_view file, std::optional<base::FileKind>) {
            const auto [name, ending] = split(file);
            const State state = stateOf(ending);
            if (state == State::absent || file.front() == '.') return;
            const auto [number, added] = names_.add(texts_.keep(name));
            if (added) states_.push_back(state);
            // One that could be made counts, whatever else was said of it.
            if (states_[number] != State::icon) states_[number] = state;
        });
    if (!done) forget(); // all is made again
}

IconStore::State IconStore::state(std::string_view name) const {
    const auto number = names_.find(name);
    return number ? states_[*number] : State::absent;
}

std::string IconStore::pathOf(const std::string& name, std::string_view ending) const {
    std::string path = folder_;
    path += '/';
    path += name;
    path += ending;
    return path;
}

std::string IconStore::badReason(const std::string& name) const {
    return base::FileTree().read(pathOf(name, ".bad"), longestReason).value_or("");
}

void IconStore::rememberAsItIs(const std::string& name) const {
    writeNew(pathOf(name, ".own"), {});
}

void IconStore::rememberBad(const std::string& name, std::string_view reason) const {
    writeNew(pathOf(name, ".bad"), reason.substr(0, longestReason));
}

void IconStore::forgetBad(const std::string& name) const {
    ::unlink(pathOf(name, ".bad").c_str());
}

bool IconStore::isTimeToPrune() const {
    const std::int64_t now = nowInNanoseconds();
    const std::string stampPath = root_ + std::string(pruneStamp);
    const auto last = base::FileTree().stat(stampPath);
    // A time in the future comes from a clock that was set back.
    if (last && last->modified <= now && now - last->modified < nanoseconds(pruneInterval)) return false;
    const base::UniqueFd stamp(
        ::open(stampPath.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
    return stamp && ::futimens(stamp.get(), nullptr) == 0;
}

void IconStore::dropDamaged() const {
    const base::FileTree tree;
    std::vector<std::string> damaged;
    const auto listed = tree.visitFolder(folder_, [&](std::string_view file, std::optional<base::FileKind>) {
        const auto [name, ending] = split(file);
        std::string path = pathOf(std::string(name), ending);
        if (file.front() != '.' && stateOf(ending) == State::icon && !isPng(tree, path))
            damaged.push_back(std::move(path));
    });
    if (!listed) return; // there is none
    for (const std::string& path : damaged)
        ::unlink(path.c_str());
}

void IconStore::prune(const base::TextIndex& used) const {
    const base::FileTree tree;
    const std::int64_t now = nowInNanoseconds();
    std::vector<std::string> folders;
    const auto listed =
        tree.visitFolder(root_, [&](std::string_view name, std::optional<base::FileKind> kind) {
            const bool isSize = name.find('+') != std::string_view::npos &&
                                name.find_first_not_of("0123456789+") == std::string_view::npos;
            if (isSize && kind == base::FileKind::directory)
                folders.push_back(root_ + '/' + std::string(name));
        });
    if (!listed) return;
    std::vector<Spare> spares;
    std::size_t count = 0;
    for (const std::string& folder : folders)
        pruneFolder(folder, folder == folder_ ? &used : nullptr, now, spares, count);
    if (count <= mostEntries) return;
    std::sort(spares.begin(), spares.end(),
              [](const Spare& a, const Spare& b) { return a.lastUsed < b.lastUsed; });
    spares.resize(std::min(spares.size(), count - mostEntries));
    for (const Spare& spare : spares)
        ::unlink(spare.path.c_str());
}

} // namespace icons
