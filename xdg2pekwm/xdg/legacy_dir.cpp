#include "xdg/legacy_dir.hpp"

#include "base/path.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/core.h>

namespace xdg {

namespace {

constexpr std::size_t deepestLegacy = 16;

class LegacyReader {
  public:
    LegacyReader(const std::string& prefix, const base::FileTree& files, DesktopFiles& desktopFiles,
                 std::size_t& foldersLeft)
        : prefix_(prefix), files_(files), desktopFiles_(desktopFiles), foldersLeft_(foldersLeft) {}

    MenuNode read(const std::string& path) {
        MenuNode node;
        // Loops, unreadable folders and the like are reported where the pool is made of the same folders.
        if (ancestors_.size() >= deepestLegacy || foldersLeft_ == 0) return node;
        --foldersLeft_;
        const auto folder = files_.openFolder(path);
        if (!folder) return node;
        const base::FileStamp stamp = folder->stamp();
        if (std::any_of(ancestors_.begin(), ancestors_.end(),
                        [&](const base::FileStamp& above) { return above.sameFile(stamp); }))
            return node;
        ancestors_.push_back(stamp);

        const AppDir dir{path, true, prefix_};
        node.appDirs.push_back(dir);
        node.directoryDirs.push_back(path);
        RuleStatement include{true, {}, path, 0};
        for (DesktopFile& file : desktopFiles_.list(dir)) {
            const bool here = desktopFiles_.pathOf(file) == base::join(path, file.name);
            if (here && !desktopFiles_.application(file).entry.hasCategories)
                include.rules.push_back({Rule::Kind::filename, std::string(file.id)});
        }
        node.statements.push_back(std::move(include));
        for (const base::Folder::Entry& entry : folder->entries()) {
            if (entry.name == ".directory") {
                node.directories.push_back(entry.name);
            } else if (const auto kind = folder->kindOf(entry); kind && *kind == base::FileKind::directory) {
                MenuNode child = read(base::join(path, entry.name));
                child.name = entry.name;
                node.children.push_back(std::move(child));
            }
        }
        ancestors_.pop_back();
        return node;
    }

  private:
    const std::string& prefix_;
    const base::FileTree& files_;
    DesktopFiles& desktopFiles_;
    std::vector<base::FileStamp> ancestors_;
    std::size_t& foldersLeft_;
};

} // namespace

MenuNode readLegacyDir(const std::string& path, const std::string& prefix, const base::FileTree& files,
                       DesktopFiles& desktopFiles, std::size_t& foldersLeft) {
    return LegacyReader(prefix, files, desktopFiles, foldersLeft).read(path);
}

std::vector<std::string> kdeLegacyDirs(const BaseDirectories& directories) {
    std::vector<std::string> dirs;
    for (auto dir = directories.dataDirs.rbegin(); dir != directories.dataDirs.rend(); ++dir)
        dirs.push_back(base::join(*dir, "applnk"));
    if (!directories.home.empty()) dirs.push_back(base::join(directories.home, ".kde/share/applnk"));
    return dirs;
}

} // namespace xdg
