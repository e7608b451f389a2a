// The elements of a <Menu> that are neither menus nor merges.
#pragma once

#include "base/diagnostics.hpp"
#include "xdg/environment.hpp"
#include "xdg/menu_document.hpp"
#include "xdg/menu_node.hpp"

namespace xdg {

/// Adds what the element says to `node`. False for an element that this specification does not have.
[[nodiscard]] bool takeElement(MenuNode& node, const MenuDocument& document, pugi::xml_node element,
                               const BaseDirectories& directories, base::Diagnostics& diagnostics);

} // namespace xdg
