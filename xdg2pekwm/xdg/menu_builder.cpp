#include "xdg/menu_builder.hpp"

#include "xdg/menu_layout.hpp"
#include "xdg/menu_merge.hpp"

#include <cerrno>
#include <fmt/core.h>
#include <utility>

namespace xdg {

std::unique_ptr<BuiltMenu> buildMenu(const MenuChoice& choice, const MenuSources& sources,
                                     const ApplicationRules& rules, DesktopFiles& desktopFiles,
                                     base::Diagnostics& diagnostics) {
    auto built = std::make_unique<BuiltMenu>();
    base::Result<MenuNode> node = base::fail("no menu file", ENOENT);
    bool exists = choice.mustExist;
    for (const std::string& file : choice.files) {
        built->file = file;
        node = readMenu(file, sources, desktopFiles, diagnostics);
        exists = exists || node || sources.files.stat(file);
        if (exists) break;
    }
    if (!node) {
        const std::string unusable = std::exchange(built->file, choice.fallback());
        if (exists) {
            diagnostics.error({unusable, node.error().line},
                              fmt::format("{}; the built-in layout {} is used instead", node.error().message,
                                          built->file.substr(builtinPrefix.size())));
        }
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

std::vector<std::string> menuFileCandidates(const MenuSources& sources) {
    std::vector<std::string> names{"applications.menu"};
    if (!sources.menuPrefix.empty() && sources.menuPrefix.find('/') == std::string::npos)
        names.insert(names.begin(), sources.menuPrefix + "applications.menu");
    std::vector<std::string> paths;
    for (const std::string& name : names)
        for (const std::string& folder : sources.directories.configDirs)
            paths.push_back(fmt::format("{}/menus/{}", folder, name));
    return paths;
}

} // namespace xdg
