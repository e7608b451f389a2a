// Old menu hierarchies, in which folders are menus (Desktop Menu Specification, "Legacy Menu Hierarchies").
#pragma once

#include "base/file_tree.hpp"
#include "xdg/desktop_pool.hpp"
#include "xdg/environment.hpp"
#include "xdg/menu_node.hpp"

#include <string>
#include <vector>

namespace xdg {

/// The <Menu>, without a name, that the hierarchy in `path` stands for: each folder a menu that includes the
/// folder's own entries, except those with Categories, which are placed by them. The entries of the whole
/// hierarchy join the pool of the menu that it is merged into. An absent folder gives an empty menu. Of
/// `foldersLeft` one is taken for each folder; with none left, what is deeper is left out.
[[nodiscard]] MenuNode readLegacyDir(const std::string& path, const std::string& prefix,
                                     const base::FileTree& files, DesktopFiles& desktopFiles,
                                     std::size_t& foldersLeft);

/// The folders of <KDELegacyDirs>, the least important first. KDE 3 is asked no more; these are the ones
/// that `kde-config --path apps` printed: applnk in KDE's own folder in HOME and in the data folders.
[[nodiscard]] std::vector<std::string> kdeLegacyDirs(const BaseDirectories& directories);

} // namespace xdg
