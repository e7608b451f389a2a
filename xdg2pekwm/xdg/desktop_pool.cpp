#include "xdg/desktop_pool.hpp"

#include "base/path.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <unordered_set>

namespace xdg {

namespace {

constexpr std::string_view suffix = ".desktop";
// Real files are below 25 kB with 125 languages in them.
constexpr std::size_t largestDesktopFile = std::size_t{4} << 20U;
// Bounds for folders that lead into one another; real trees are one or two deep.
constexpr std::size_t deepest = 16;
constexpr std::size_t mostFolders = 4096;
// Folders stay open so that their files can be opened by name; beyond this they are opened by path.
constexpr std::size_t mostOpenFolders = 64;

std::string keyOf(const AppDir& dir) {
    return dir.legacy ? fmt::format("legacy {}\n{}", dir.prefix, dir.path) : dir.path;
}

} // namespace

/// One walk through an <AppDir> and all that is below it.
struct DesktopFiles::Walk {
    const AppDir& dir;
    std::vector<DesktopFile> found;
    std::unordered_set<std::string> ids;
    std::vector<base::FileStamp> ancestors; ///< the folders that we are in, to see loops
    std::size_t visited = 0;
    bool overflow = false;
};

std::vector<DesktopFile>& DesktopFiles::list(const AppDir& dir) {
    const std::string key = keyOf(dir);
    if (const auto known = lists_.find(key); known != lists_.end()) return known->second;
    Walk walk{dir, {}, {}, {}, 0, false};
    scanSubfolder(walk, dir.path, dir.legacy ? dir.prefix : std::string());
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
        const int code = folder.error().code;
        if (code != ENOENT && code != ENOTDIR)
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
    const std::size_t index = folders_.size();
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
        std::string id = prefix + entry.name;
        if (walk.ids.insert(id).second)
            walk.found.push_back({std::move(id), index, std::move(entry.name), walk.dir.legacy});
        else
            diagnostics_.note({base::join(folder.path(), entry.name)},
                              fmt::format("another file here has the ID {} already, left out", id));
    }
    const std::string path = folder.path();
    if (folders_.size() >= mostOpenFolders) folder.close();
    folders_.push_back(std::move(folder));
    for (const std::string& name : subfolders) {
        // In a legacy hierarchy folders are menus, and no part of the ID.
        scanSubfolder(walk, base::join(path, name), walk.dir.legacy ? prefix : prefix + name + '-');
    }
}

std::string DesktopFiles::pathOf(const DesktopFile& file) const {
    return base::join(folders_[file.folder].path(), file.name);
}

const Application& DesktopFiles::application(DesktopFile& file) {
    if (file.application != nullptr) return *file.application;
    std::string path = pathOf(file);
    if (const auto known = byPath_.find(path); known != byPath_.end()) {
        file.application = known->second;
        return *file.application;
    }
    Application& application = applications_.emplace_back();
    if (auto text = folders_[file.folder].read(file.name, largestDesktopFile, buffer_); text) {
        application = makeApplication(*text, std::move(path), rules_, diagnostics_);
    } else {
        const bool brokenLink = text.error().code == ENOENT;
        diagnostics_.warning({path}, (brokenLink ? "a broken link" : text.error().message) +
                                         std::string(", the entry is left out"));
        application.file = std::move(path);
        application.hiddenBecause = HiddenBecause::unreadable;
    }
    byPath_.emplace(application.file, &application);
    file.application = &application;
    return application;
}

void Pool::add(const std::vector<AppDir>& dirs, DesktopFiles& files) {
    for (auto dir = dirs.rbegin(); dir != dirs.rend(); ++dir) {
        for (DesktopFile& file : files.list(*dir)) {
            if (byId_.contains(file.id)) {
                masked_.push_back(&file);
                continue;
            }
            own_.push_back({&file, &files.application(file)});
            byId_.emplace(own_.back().file->id, &own_.back());
        }
    }
}

const PoolEntry* Pool::find(std::string_view id) const {
    for (const Pool* pool = this; pool != nullptr; pool = pool->parent_) {
        if (const auto it = pool->byId_.find(id); it != pool->byId_.end()) return it->second;
    }
    return nullptr;
}

std::vector<const DesktopFile*> Pool::masked(std::string_view id) const {
    std::vector<const DesktopFile*> out;
    const PoolEntry* winner = find(id);
    for (const Pool* pool = this; pool != nullptr; pool = pool->parent_) {
        for (const DesktopFile* file : pool->masked_) {
            if (file->id == id) out.push_back(file);
        }
        if (const auto it = pool->byId_.find(id); it != pool->byId_.end() && it->second != winner)
            out.push_back(it->second->file);
    }
    return out;
}

} // namespace xdg
