// From .menu files to one tree: the XML is read, files and folders that are merged in are put in their place
// (Desktop Menu Specification, "Format of menu files", and the preparatory step of "Merging").
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "base/result.hpp"
#include "xdg/desktop_pool.hpp"
#include "xdg/environment.hpp"
#include "xdg/menu_node.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace xdg {

/// Layouts that are part of the program have paths that begin so: "builtin:/easyos-applications.menu".
inline constexpr std::string_view builtinPrefix = "builtin:/";

/// Text of a built-in file by its whole path, or nothing.
using BuiltinFiles = std::function<std::optional<std::string_view>(std::string_view)>;

struct MenuSources {
    const base::FileTree& files;
    const BaseDirectories& directories;
    std::string menuPrefix; ///< XDG_MENU_PREFIX
    BuiltinFiles builtin;
};

/// Reads the menu file `path` and all that it merges. Fails where the file itself cannot be used; a merged
/// file that cannot be used is reported and left out. Cycles, depth and size are bounded: what is beyond is
/// left out and reported. In the result no name is empty or has a slash, and all paths are absolute.
[[nodiscard]] base::Result<MenuNode> readMenu(const std::string& path, const MenuSources& sources,
                                              DesktopFiles& desktopFiles, base::Diagnostics& diagnostics);

} // namespace xdg
