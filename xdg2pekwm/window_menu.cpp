#include "window_menu.hpp"

#include <array>

namespace app {

namespace {

struct WindowAction {
    const char* label; ///< null for a separator
    const char* action;
};

constexpr auto windowActions = std::to_array<WindowAction>({
    {"minimize", "Set Iconified"},
    {"maximize", "Toggle Maximized True True"},
    {"fullscreen", "Toggle Fullscreen"},
    {"shade", "Toggle Shaded"},
    {nullptr, nullptr},
    {"stick", "Toggle Sticky"},
    {"always-on-top", "Toggle AlwaysOnTop"},
    {"always-below", "Toggle AlwaysBelow"},
    {"raise", "Raise"},
    {"lower", "Lower"},
    {nullptr, nullptr},
    {"send-to", nullptr},
    {nullptr, nullptr},
    {"close", "Close"},
    {"kill", "Kill"},
});

// pekwm ignores a workspace that it does not have.
constexpr int workspaces = 4;

pekwm::Submenu workspaceMenu(std::string title, std::string icon) {
    pekwm::Submenu menu{std::move(title), std::move(icon), {}};
    for (int i = 1; i <= workspaces; ++i) {
        const std::string number = std::to_string(i);
        menu.items.emplace_back(
            pekwm::Entry{number, menu.icon, pekwm::BuiltinAction{"SendToWorkspace " + number}});
    }
    return menu;
}

} // namespace

pekwm::Submenu windowMenu(const Labels& labels, const std::function<std::string(std::string_view)>& icon) {
    pekwm::Submenu menu{labels["window-menu"], {}, {}};
    for (const WindowAction& item : windowActions) {
        if (item.label == nullptr) {
            menu.items.emplace_back(pekwm::Separator{});
        } else if (item.action == nullptr) {
            menu.items.emplace_back(workspaceMenu(labels[item.label], icon(item.label)));
        } else {
            menu.items.emplace_back(
                pekwm::Entry{labels[item.label], icon(item.label), pekwm::BuiltinAction{item.action}});
        }
    }
    return menu;
}

} // namespace app
