// From .menu files to one tree: the XML is read, files and folders that are merged in are put in their place
// (Desktop Menu Specification, "Format of menu files", and the preparatory step of "Merging").
#pragma once

#include "base/diagnostics.hpp"
#include "base/result.hpp"
#include "xdg/desktop_pool.hpp"
#include "xdg/menu_node.hpp"
#include "xdg/menu_sources.hpp"

#include <string>

namespace xdg {

/// Reads the menu file `path` and all that it merges. Fails where the file itself cannot be used; a merged
/// file that cannot be used is reported and left out. Cycles, depth and size are bounded: what is beyond is
/// left out and reported. In the result no name is empty or has a slash, and all paths are absolute.
[[nodiscard]] base::Result<MenuNode> readMenu(const std::string& path, const MenuSources& sources,
                                              DesktopFiles& desktopFiles, base::Diagnostics& diagnostics);

} // namespace xdg
