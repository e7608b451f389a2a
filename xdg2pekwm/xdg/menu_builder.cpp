#include "xdg/menu_builder.hpp"

#include "xdg/menu_layout.hpp"
#include "xdg/menu_merge.hpp"

#include <fmt/core.h>

namespace xdg {

std::unique_ptr<BuiltMenu> buildMenu(const std::string& menuFile,
                                     const std::function<std::string()>& fallback, const MenuSources& sources,
                                     const ApplicationRules& rules, DesktopFiles& desktopFiles,
                                     base::Diagnostics& diagnostics) {
    auto built = std::make_unique<BuiltMenu>();
    built->file = menuFile;
    auto node = readMenu(menuFile, sources, desktopFiles, diagnostics);
    if (!node) {
        built->file = fallback();
        diagnostics.error({menuFile, node.error().line},
                          fmt::format("{}; the built-in layout {} is used instead", node.error().message,
                                      built->file.substr(builtinPrefix.size())));
        node = readMenu(built->file, sources, desktopFiles, diagnostics);
        if (!node) return nullptr;
    }
    built->node = std::move(*node);
    mergeMenus(built->node, built->file, diagnostics);
    built->evaluator = std::make_unique<MenuEvaluator>(sources, rules, desktopFiles, diagnostics);
    built->evaluated = built->evaluator->evaluate(built->node);
    built->root = arrangeMenu(built->evaluated, rules.collator);
    return built;
}

std::optional<std::string> findMenuFile(const MenuSources& sources) {
    std::vector<std::string> names{"applications.menu"};
    if (!sources.menuPrefix.empty() && sources.menuPrefix.find('/') == std::string::npos)
        names.insert(names.begin(), sources.menuPrefix + "applications.menu");
    for (const std::string& name : names) {
        for (const std::string& folder : sources.directories.configDirs) {
            std::string path = fmt::format("{}/menus/{}", folder, name);
            if (sources.files.stat(path)) return path;
        }
    }
    return std::nullopt;
}

} // namespace xdg
