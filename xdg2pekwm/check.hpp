// What only --check reports: things that a menu is made with all the same.
#pragma once

#include "base/diagnostics.hpp"
#include "settings.hpp"
#include "xdg/application.hpp"
#include "xdg/menu_builder.hpp"

namespace app {

/// Shown entries, and their actions, with a program that is not installed.
void checkPrograms(const xdg::BuiltMenu& menu, const xdg::ApplicationRules& rules,
                   base::Diagnostics& diagnostics);

/// Settings that name what is not there, and what an entry of the menu needs: a terminal, pekwm menu files to
/// include.
void checkSettings(const Settings& settings, const xdg::BuiltMenu& menu, const xdg::ApplicationRules& rules,
                   base::Diagnostics& diagnostics);

} // namespace app
