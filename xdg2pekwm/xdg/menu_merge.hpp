// What is done to the tree when all files are in it: menus of the same name become one, menus are moved,
// deleted ones go (Desktop Menu Specification, "Merging").
#pragma once

#include "base/diagnostics.hpp"
#include "xdg/menu_node.hpp"

#include <string_view>

namespace xdg {

/// Puts the elements of `more` behind those of `menu`; of what only the last counts, that of `more` does.
void appendMenu(MenuNode& menu, MenuNode&& more);

/// All of "Merging" that comes after the files are loaded. `file` is the menu file's name in diagnostics.
void mergeMenus(MenuNode& root, std::string_view file, base::Diagnostics& diagnostics);

} // namespace xdg
