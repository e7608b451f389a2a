#include "check.hpp"

#include "pekwm/menu_file.hpp"
#include "terminal.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <span>
#include <unordered_set>

namespace app {

namespace {

void checkProgram(std::span<const std::string_view> argv, const xdg::DesktopEntry& entry,
                  const base::Place& place, std::string_view what, const xdg::ApplicationRules& rules,
                  base::Diagnostics& diagnostics) {
    if (!xdg::isInstalled(argv[0], entry, rules)) {
        diagnostics.warning(
            place,
            fmt::format("the program '{}' is not installed; the {} is shown all the same", argv[0], what));
    }
}

void checkPrograms(const xdg::MenuItem& menu, const xdg::ApplicationRules& rules,
                   base::Diagnostics& diagnostics, std::unordered_set<const xdg::Application*>& seen) {
    for (const xdg::MenuItem& item : menu.items) {
        if (item.kind == xdg::MenuItem::Kind::menu) checkPrograms(item, rules, diagnostics, seen);
        if (item.kind != xdg::MenuItem::Kind::entry || !seen.insert(item.application).second) continue;
        const xdg::Application& application = *item.application;
        checkProgram(application.argv, application.entry,
                     {application.file, application.entry.execLine, "Desktop Entry", "Exec"}, "entry", rules,
                     diagnostics);
        for (const xdg::ApplicationAction& action : application.actions)
            checkProgram(action.argv, application.entry,
                         {application.file, 0, fmt::format("Desktop Action {}", action.id), "Exec"}, "action",
                         rules, diagnostics);
    }
}

bool wantsTerminal(const xdg::MenuItem& menu) {
    return std::any_of(menu.items.begin(), menu.items.end(), [](const xdg::MenuItem& item) {
        return item.kind == xdg::MenuItem::Kind::menu
                   ? wantsTerminal(item)
                   : item.application != nullptr && item.application->entry.terminal;
    });
}

} // namespace

void checkPrograms(const xdg::BuiltMenu& menu, const xdg::ApplicationRules& rules,
                   base::Diagnostics& diagnostics) {
    std::unordered_set<const xdg::Application*> seen;
    checkPrograms(menu.root, rules, diagnostics, seen);
}

void checkSettings(const Settings& settings, const xdg::BuiltMenu& menu, const xdg::ApplicationRules& rules,
                   base::Diagnostics& diagnostics) {
    if (const std::string& wanted = settings.text("menu.terminal");
        !wanted.empty() || wantsTerminal(menu.root)) {
        const std::vector<std::string> terminal = terminalCommand(wanted, rules);
        if (!xdg::isInstalled(terminal.front(), rules))
            diagnostics.warning(
                {settings.origin("menu.terminal"), 0, "menu", "terminal"},
                fmt::format("the program '{}' is not installed; it is used all the same", terminal.front()));
    }
    for (const char* key : {"include_before", "include_after"}) {
        const std::string name = fmt::format("menu.{}", key);
        for (const std::string& file : settings.list(name)) {
            if (!rules.files.stat(file))
                diagnostics.warning({settings.origin(name), 0, "menu", key},
                                    fmt::format("{}: there is no such file; pekwm passes over it", file));
            else if (!pekwm::canName(file))
                diagnostics.warning({settings.origin(name), 0, "menu", key},
                                    fmt::format("{}: pekwm cannot be told such a name, left out", file));
        }
    }
}

} // namespace app
