#include "check.hpp"

#include "terminal.hpp"

#include <fmt/format.h>
#include <unordered_set>

namespace app {

namespace {

void checkPrograms(const xdg::MenuItem& menu, const xdg::ApplicationRules& rules,
                   base::Diagnostics& diagnostics, std::unordered_set<const xdg::Application*>& seen) {
    for (const xdg::MenuItem& item : menu.items) {
        if (item.kind == xdg::MenuItem::Kind::menu) checkPrograms(item, rules, diagnostics, seen);
        if (item.kind != xdg::MenuItem::Kind::entry || !seen.insert(item.application).second) continue;
        const xdg::Application& application = *item.application;
        if (!xdg::isInstalled(application.argv[0], rules)) {
            diagnostics.warning(
                {application.file, application.entry.execLine, "Desktop Entry", "Exec"},
                fmt::format("the program '{}' is not installed; the entry is shown all the same",
                            application.argv[0]));
        }
    }
}

} // namespace

void checkPrograms(const xdg::BuiltMenu& menu, const xdg::ApplicationRules& rules,
                   base::Diagnostics& diagnostics) {
    std::unordered_set<const xdg::Application*> seen;
    checkPrograms(menu.root, rules, diagnostics, seen);
}

void checkSettings(const Settings& settings, const xdg::ApplicationRules& rules,
                   base::Diagnostics& diagnostics) {
    if (const std::string& wanted = settings.text("menu.terminal"); !wanted.empty()) {
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
        }
    }
}

} // namespace app
