// Answers about single entries.
#pragma once

#include "base/diagnostics.hpp"
#include "render.hpp"
#include "xdg/menu_builder.hpp"

#include <string>
#include <string_view>

namespace app {

/// What an answer is made from.
struct Explained {
    const xdg::BuiltMenu& menu;
    xdg::DesktopFiles& files;
    const xdg::ApplicationRules& rules;
    const base::Diagnostics& diagnostics; ///< of the menu
};

/// Why the entry `id` is where it is, or is not shown: several lines for people. An ID with or without its
/// ending, or the path of the file.
[[nodiscard]] std::string explainEntry(std::string_view id, const Explained& explained,
                                       const IconLookup& icons);

} // namespace app
