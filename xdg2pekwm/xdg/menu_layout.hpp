// The order of what is in a menu, and which submenus melt into it
// (Desktop Menu Specification, "Layout", "DefaultLayout", "Menuname", "Merge").
#pragma once

#include "xdg/menu.hpp"
#include "xdg/menu_evaluator.hpp"

namespace xdg {

/// Arranges an evaluated tree. Separators are never doubled, first or last; menus with nothing in them are
/// gone unless a layout wants them shown; an entry that several inlined menus bring is shown once. The root
/// is there even where it is empty.
[[nodiscard]] MenuItem arrangeMenu(const EvaluatedMenu& root, const Collator& collator);

/// An entry as an item of a menu.
[[nodiscard]] MenuItem entryItem(const PoolEntry& entry);

} // namespace xdg
