#include "layout_choice.hpp"

#include "layouts.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace app {

namespace {

constexpr std::array<std::string_view, 13> easyosMenus{
    "Desktop",  "System",   "Setup",   "Utility",  "Filesystem", "Graphic", "Document",
    "Business", "Personal", "Network", "Internet", "Multimedia", "Fun"};

std::string builtin(std::string_view name) {
    return fmt::format("{}{}", xdg::builtinPrefix, name);
}

/// Whether a category is one that only EasyOS has: X-Top or X-Top-group, of one of its menus.
bool isEasyos(std::string_view category) {
    if (!category.starts_with("X-")) return false;
    const std::string_view top = category.substr(2, category.find('-', 2) - 2);
    return std::find(easyosMenus.begin(), easyosMenus.end(), top) != easyosMenus.end();
}

/// Whether most of the visible applications are EasyOS's.
bool looksLikeEasyos(const xdg::MenuSources& sources, xdg::DesktopFiles& files) {
    std::vector<xdg::AppDir> dirs;
    for (auto dir = sources.directories.dataDirs.rbegin(); dir != sources.directories.dataDirs.rend(); ++dir)
        dirs.push_back({*dir + "/applications"});
    xdg::Pool pool;
    pool.add(dirs, files);
    std::size_t visible = 0;
    std::size_t easyos = 0;
    pool.forEach([&](const xdg::PoolEntry& entry) {
        if (entry.application->hiddenBecause != xdg::HiddenBecause::none) return;
        ++visible;
        const auto& categories = entry.application->entry.categories;
        easyos += std::any_of(categories.begin(), categories.end(), isEasyos) ? 1U : 0U;
    });
    return easyos * 2 > visible;
}

} // namespace

xdg::MenuChoice chooseLayout(const Settings& settings, const xdg::MenuSources& sources,
                             xdg::DesktopFiles& files) {
    const auto ownLayout = [&settings, &sources, &files] {
        std::string layout = settings.text("menu.layout");
        if (layout == "auto") layout = looksLikeEasyos(sources, files) ? "easyos" : "xdg";
        return builtin((layout == "xdg" ? "pekwm" : layout) + "-applications.menu");
    };
    if (const std::string& file = settings.text("menu.file"); !file.empty()) return {{file}, true, ownLayout};
    if (settings.text("menu.layout") == "auto") return {menuFileCandidates(sources), false, ownLayout};
    return {{ownLayout()}, true, ownLayout};
}

std::optional<std::string_view> builtinFile(std::string_view path) {
    return layouts::find(path.substr(xdg::builtinPrefix.size()));
}

} // namespace app
