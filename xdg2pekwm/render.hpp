// The outputs that are not pekwm's.
#pragma once

#include "base/diagnostics.hpp"
#include "xdg/menu.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace app {

/// The source file of an icon's name, or nothing where there is none or icons are off.
using IconLookup = std::function<std::optional<std::string>(std::string_view)>;

/// The applications menu as JSON, in the form that the manual describes. An entry with arguments that are not
/// UTF-8 cannot be written so, and is left out and reported.
[[nodiscard]] std::string renderJson(const xdg::MenuItem& root, const IconLookup& icons,
                                     base::Diagnostics& diagnostics);

/// The applications menu as an indented tree for people. `colours`: with the codes of a terminal.
[[nodiscard]] std::string renderTree(const xdg::MenuItem& root, bool colours);

} // namespace app
