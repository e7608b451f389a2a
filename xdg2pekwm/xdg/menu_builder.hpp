// The whole of this room in one call: from environment and folders to the menu.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "xdg/application.hpp"
#include "xdg/desktop_pool.hpp"
#include "xdg/environment.hpp"
#include "xdg/menu.hpp"
#include "xdg/menu_evaluator.hpp"
#include "xdg/menu_reader.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace xdg {

/// A menu with everything that it refers to.
struct BuiltMenu {
    MenuItem root;           ///< arranged: what is shown
    std::string file;        ///< the .menu file that was used, or the name of a built-in one
    MenuNode node;           ///< merged: what `evaluated` refers to
    EvaluatedMenu evaluated; ///< for explanations
    std::unique_ptr<MenuEvaluator> evaluator;
};

/// Which .menu file is evaluated. Paths, or those of built-in files.
struct MenuChoice {
    std::vector<std::string> files;        ///< the first one that exists
    bool mustExist;                        ///< somebody has named it
    std::function<std::string()> fallback; ///< the built-in file for when that cannot be used
};

/// Builds the menu of `choice`. Where none of its files exists, or the first that does cannot be used, what
/// `fallback` names takes its place; an error says so, unless there is none and none must be. Null where that
/// cannot be used either. All that is passed but `choice` must outlive the result.
[[nodiscard]] std::unique_ptr<BuiltMenu> buildMenu(const MenuChoice& choice, const MenuSources& sources,
                                                   const ApplicationRules& rules, DesktopFiles& desktopFiles,
                                                   base::Diagnostics& diagnostics);

/// The menu files that the specification names, the best one first: with the prefix, then without.
[[nodiscard]] std::vector<std::string> menuFileCandidates(const MenuSources& sources);

} // namespace xdg
