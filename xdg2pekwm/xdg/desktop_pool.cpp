#include "xdg/desktop_pool.hpp"

#include "base/path.hpp"
#include "xdg/read_ahead.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/core.h>
#include <utility>

namespace xdg {

namespace {

constexpr std::string_view suffix = ".desktop";
// Bounds for folders that lead into one another; real trees are one or two deep.
constexpr std::size_t deepest = 16;
constexpr std::size_t mostFolders = 4096;

// Nearly all of a file may be kept, some of it many times as large, and a few hundred links to one would be
// all the memory that there is. Reading costs time only, and there may be as many links as a disk holds.
constexpr std::size_t mostLargeKept = std::size_t{16} << 20U;
constexpr std::size_t mostLargeRead = std::size_t{256} << 20U;

// What a menu of a few entries needs in the heap, and each file on its way to the menu, in bytes; from so
// many files on they are more than the entries' own.
constexpr std::size_t heapForMenu = std::size_t{192} * 1024;
constexpr std::size_t heapForFile = 1080;
constexpr std::size_t manyFiles = 100;

std::string keyOf(const AppDir& dir) {
    return dir.legacy ? fmt::format("legacy {}\n{}", dir.prefix, dir.path) : dir.path;
}

} // namespace

DesktopFiles::DesktopFiles(const ApplicationRules& rules, base::Diagnostics& diagnostics)
    : rules_(rules), diagnostics_(diagnostics) {
    heap_.expect(heapForMenu);
}

std::string desktopFileId(std::string_view name) {
    std::string id(name);
    if (!id.ends_with(suffix)) id += suffix;
    return id;
}

/// One walk through an <AppDir> and all that is below it.
struct DesktopFiles::Walk {
    const AppDir& dir;
    std::vector<DesktopFile> found;
    std::vector<base::FileStamp> ancestors; ///< the folders that we are in, to see loops
    std::size_t visited = 0;
    bool overflow = false;
};

std::vector<DesktopFile>& DesktopFiles::list(const AppDir& dir) {
    const std::string key = keyOf(dir);
    if (const auto known = lists_.find(key); known != lists_.end()) return known->second;
    Walk walk{dir, {}, {}, 0, false};
    ++walks_;
    scanSubfolder(walk, dir.path, dir.legacy ? dir.prefix : std::string());
    // Of each ID one file is read.
    if (walk.found.size() >= manyFiles) heap_.expect(ids_.size() * heapForFile);
    return lists_.emplace(key, std::move(walk.found)).first->second;
}

void DesktopFiles::scanSubfolder(Walk& walk, const std::string& path, const std::string& prefix) {
    if (++walk.visited > mostFolders) {
        if (!std::exchange(walk.overflow, true)) {
            diagnostics_.warning(
                {walk.dir.path},
                fmt::format("more than {} folders below it, the others are left out", mostFolders));
        }
        return;
    }
    auto folder = rules_.files.openFolder(path);
    if (!folder) {
        if (!base::isNowhere(folder.error().code))
            diagnostics_.warning({path}, folder.error().message + ", its entries are left out");
        return;
    }
    const base::FileStamp stamp = folder->stamp();
    const bool loop = std::any_of(walk.ancestors.begin(), walk.ancestors.end(),
                                  [&](const base::FileStamp& above) { return above.sameFile(stamp); });
    if (loop || walk.ancestors.size() >= deepest) {
        diagnostics_.warning({path}, loop ? std::string("leads back to a folder above it, not followed")
                                          : fmt::format("more than {} folders deep, not followed", deepest));
        return;
    }
    walk.ancestors.push_back(stamp);
    scan(walk, std::move(*folder), prefix);
    walk.ancestors.pop_back();
}

void DesktopFiles::scan(Walk& walk, base::Folder folder, const std::string& prefix) {
    const auto index = static_cast<std::uint32_t>(folders_.size());
    std::vector<std::string> subfolders;
    for (base::Folder::Entry& entry : folder.takeEntries()) {
        const bool named = entry.name.size() > suffix.size() && entry.name.ends_with(suffix);
        if (entry.kind == base::FileKind::directory) {
            subfolders.push_back(entry.name);
            continue;
        }
        if (!entry.kind && !named) { // a link, perhaps to a folder
            if (const auto kind = folder.kindOf(entry); kind && *kind == base::FileKind::directory)
                subfolders.push_back(entry.name);
            continue;
        }
        if (!named) continue;
        if (!entry.kind) {
            if (const auto kind = folder.kindOf(entry); kind && *kind == base::FileKind::directory) {
                subfolders.push_back(entry.name);
                continue;
            }
        }
        const std::string_view name = arena_.keep(entry.name);
        const std::string_view id = prefix.empty() ? name : arena_.keep(prefix + entry.name);
        const auto [number, added] = ids_.add(id);
        if (added) metInWalk_.push_back(0);
        if (std::exchange(metInWalk_[number], walks_) != walks_)
            walk.found.push_back({id, name, number, fileCount_++, index, walk.dir.legacy});
        else
            diagnostics_.note({base::join(folder.path(), entry.name)},
                              fmt::format("another file here has the ID {} already, left out", id));
    }
    const std::string path = folder.path();
    if (folders_.size() >= base::mostOpenFolders) folder.close();
    folders_.push_back(std::move(folder));
    for (const std::string& name : subfolders) {
        // In a legacy hierarchy folders are menus, and no part of the ID.
        scanSubfolder(walk, base::join(path, name), walk.dir.legacy ? prefix : prefix + name + '-');
    }
}

std::string DesktopFiles::pathOf(const DesktopFile& file) const {
    // Both are normal already.
    std::string path = folders_[file.folder].path();
    if (!path.ends_with('/')) path += '/';
    path += file.name;
    return path;
}

std::optional<std::string_view> DesktopFiles::idOf(std::string_view path) const {
    for (const auto& [key, list] : lists_) {
        const auto found = std::find_if(list.begin(), list.end(), [&](const DesktopFile& file) {
            return path.ends_with(file.name) && pathOf(file) == path;
        });
        if (found != list.end()) return found->id;
    }
    return std::nullopt;
}

/// `read` is asked for the application of a path that nobody asked for before.
template <typename Read>
const Application& DesktopFiles::remember(DesktopFile& file, std::string_view path, const Read& read) {
    const auto [number, added] = paths_.add(path);
    if (added) applications_.push_back(&read());
    file.application = applications_[number];
    return *file.application;
}

const Application& DesktopFiles::application(DesktopFile& file) {
    if (file.application != nullptr) return *file.application;
    const std::string_view path = arena_.keep(pathOf(file));
    return remember(file, path, [&]() -> const Application& { return read(file, path); });
}

bool DesktopFiles::LargeFiles::enough() const {
    return kept >= mostLargeKept || read >= mostLargeRead;
}

const Application& DesktopFiles::read(const DesktopFile& file, std::string_view path) {
    Application& application = arena_.make<Application>(1).front();
    const std::size_t limit = large_.enough() ? usualDesktopFile : largestDesktopFile;
    const auto text = folders_[file.folder].read(file.name.data(), limit, buffer_);
    if (text) {
        const std::size_t before = arena_.size();
        application = makeApplication(*text, path, rules_, arena_, diagnostics_);
        if (text->size() > usualDesktopFile) {
            large_.read += text->size();
            large_.kept += arena_.size() - before;
        }
        return application;
    }
    std::string why = base::isNowhere(text.error().code) ? "a broken link" : text.error().message;
    if (text.error().code == EFBIG && limit == usualDesktopFile) why += " after that many larger ones";
    diagnostics_.warning({path}, why + ", the entry is left out");
    application.file = path;
    application.hiddenBecause = HiddenBecause::unreadable;
    return application;
}

void DesktopFiles::readAll(std::span<DesktopFile* const> files) {
    std::vector<DesktopFile*> unknown;
    std::vector<FileToRead> wanted;
    for (DesktopFile* file : files) {
        if (file->application != nullptr) continue;
        unknown.push_back(file);
        wanted.push_back({&folders_[file->folder], file->name, arena_.keep(pathOf(*file))});
    }
    if (wanted.empty()) return;
    ReadAhead ahead(wanted, rules_, readAhead_.emplace_back());
    for (std::size_t i = 0; i < unknown.size(); ++i) {
        const ReadAhead::File found = ahead.take(i);
        remember(*unknown[i], wanted[i].path, [&]() -> const Application& {
            if (found.application == nullptr) return read(*unknown[i], wanted[i].path);
            wanted[i].folder->noteRead(wanted[i].name, found.stamp);
            if (asksForPrograms(found.application->entry, rules_))
                judge(*found.application, rules_, arena_, diagnostics_);
            return *found.application;
        });
    }
}

void Pool::add(const std::vector<AppDir>& dirs, DesktopFiles& files) {
    ids_ = &files.ids();
    std::vector<DesktopFile*> best;
    for (auto dir = dirs.rbegin(); dir != dirs.rend(); ++dir) {
        std::vector<DesktopFile>& list = files.list(*dir);
        byNumber_.resize(ids_->size());
        for (DesktopFile& file : list) {
            if (own(file.number) != nullptr) {
                masked_.push_back(&file);
                continue;
            }
            byNumber_[file.number] = &own_.emplace_back(PoolEntry{&file, nullptr});
            best.push_back(&file);
        }
    }
    files.readAll(best);
    for (auto entry = own_.end() - static_cast<std::ptrdiff_t>(best.size()); entry != own_.end(); ++entry)
        entry->application = entry->file->application;
}

const PoolEntry* Pool::find(std::string_view id) const {
    const auto number = ids_ == nullptr ? std::nullopt : ids_->find(id);
    return number ? find(*number) : nullptr;
}

const PoolEntry* Pool::find(std::uint32_t number) const {
    for (const Pool* pool = this; pool != nullptr; pool = pool->parent_) {
        if (const PoolEntry* const entry = pool->own(number)) return entry;
    }
    return nullptr;
}

std::vector<const DesktopFile*> Pool::masked(std::string_view id) const {
    std::vector<const DesktopFile*> out;
    const auto number = ids_ == nullptr ? std::nullopt : ids_->find(id);
    if (!number) return out;
    const PoolEntry* winner = find(*number);
    for (const Pool* pool = this; pool != nullptr; pool = pool->parent_) {
        for (const DesktopFile* file : pool->masked_) {
            if (file->number == *number) out.push_back(file);
        }
        if (const PoolEntry* const entry = pool->own(*number); entry != nullptr && entry != winner)
            out.push_back(entry->file);
    }
    return out;
}

} // namespace xdg
