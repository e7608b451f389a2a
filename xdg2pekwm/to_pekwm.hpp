// The one place where the standards and pekwm meet: an evaluated menu becomes a pekwm menu.
#pragma once

#include "base/arena.hpp"
#include "labels.hpp"
#include "pekwm/menu_file.hpp"
#include "xdg/menu.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace app {

/// The image to show for an item of the menu: an absolute path, or empty for none.
using ItemIcon = std::function<std::string(const xdg::MenuItem&)>;
/// The image for one of our own labels.
using LabelIcon = std::function<std::string(std::string_view key)>;

struct PekwmChoices {
    std::size_t rows = 24;                 ///< most rows of a menu, the root's tail and favourites included
    std::size_t titleColumns = 40;         ///< most columns of a title
    std::vector<std::string> terminal;     ///< the command that Terminal=true entries are put behind
    std::vector<xdg::MenuItem> favourites; ///< entries shown on top
    std::vector<std::string> includeBefore;
    std::vector<std::string> includeAfter;
    bool tail = true;
    std::vector<std::string> logout;     ///< the command of Log out; none: pekwm ends by itself
    std::vector<std::string> looks;      ///< of the session, to choose from; a star is before the current one
    std::vector<std::string> themeMenus; ///< Dynamic actions that list themes; none: no theme menu
    std::string about;                   ///< a line about the menu, shown under About
    ItemIcon itemIcon;
    LabelIcon labelIcon;
};

/// The root and window menus. Commands that no application has as they are lie in `arena`.
[[nodiscard]] pekwm::MenuFile toPekwm(const xdg::MenuItem& root, const PekwmChoices& choices,
                                      const Labels& labels, base::Arena& arena);

/// The applications alone, in pages.
[[nodiscard]] std::vector<pekwm::Item> toPekwmItems(const xdg::MenuItem& root, const PekwmChoices& choices,
                                                    const Labels& labels, base::Arena& arena);

/// What is really started for an application: in its folder, in a terminal where it wants one. All texts are
/// those of what is passed; a command that is not `argv` itself lies in `arena`.
[[nodiscard]] std::span<const std::string_view> commandFor(const xdg::Application& application,
                                                           std::span<const std::string_view> argv,
                                                           const std::vector<std::string>& terminal,
                                                           base::Arena& arena);

} // namespace app
