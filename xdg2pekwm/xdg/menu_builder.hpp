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
#include <optional>
#include <string>

namespace xdg {

/// A menu with everything that it refers to.
struct BuiltMenu {
    MenuItem root;           ///< arranged: what is shown
    std::string file;        ///< the .menu file that was used, or the name of a built-in one
    MenuNode node;           ///< merged: what `evaluated` refers to
    EvaluatedMenu evaluated; ///< for explanations
    std::unique_ptr<MenuEvaluator> evaluator;
};

/// Builds the menu of `menuFile`. Where that cannot be used, what `fallback` names (a built-in one) takes its
/// place, and this is reported as an error; null where neither can. All that is passed must outlive the
/// result.
[[nodiscard]] std::unique_ptr<BuiltMenu> buildMenu(const std::string& menuFile,
                                                   const std::function<std::string()>& fallback,
                                                   const MenuSources& sources, const ApplicationRules& rules,
                                                   DesktopFiles& desktopFiles,
                                                   base::Diagnostics& diagnostics);

/// The first of the menu files that the specification names that exists: with the prefix, then without.
[[nodiscard]] std::optional<std::string> findMenuFile(const MenuSources& sources);

} // namespace xdg
