// What to show for an icon that no theme and no folder has.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace icons {

/// Other names for one of the standard icons of menus (`applications-internet`, `preferences-system`, …;
/// Icon Naming Specification, "Standard Icon Names"), best first: what older themes, EasyOS and other
/// desktops call the same thing. Empty for a name that the table does not have. An ending does not matter.
[[nodiscard]] std::vector<std::string_view> standardFallbacks(std::string_view icon);

/// Names of an icon for any application, best first.
[[nodiscard]] std::span<const std::string_view> genericApplicationIcons();
/// Names of an icon for any submenu, best first.
[[nodiscard]] std::span<const std::string_view> genericMenuIcons();

/// The kit's own icons: each is `<name>.svg` in the folder where the kit's icons are installed
/// (${datadir}/xdg2pekwm/icons). They are drawn for light menus, dark ones and the selected row alike: what
/// has no strong colour of its own is white on a plate. Their straight edges lie on multiples of 3 where that
/// can be, which are whole pixels at 16, 24, 32 and 48.
enum class KitIcon : unsigned char {
    application,
    folder,
    windows,
    run,
    desktop,
    theme,
    reload,
    restart,
    about,
    logout,
    more,
    close,
    maximize,
    minimize,
    shade,
    sticky,
    onTop,
    below,
    fullscreen,
    workspace,
    raise,
    lower,
    lookLight,
    lookDark,
    lookContrast,
    lookEasyos,
    kill,
};
/// The file name without its folder: "application.svg".
[[nodiscard]] std::string_view fileNameOf(KitIcon icon);

/// Where the kit's drawings of the standard groups lie, below its other icons: a folder of files with the
/// standard names, which the panel can look into, too.
inline constexpr std::string_view groupIconFolder = "groups";
/// The kit's drawing of the group that has this icon: its file in that folder, "applications-games.svg".
/// Empty where there is none. An ending does not matter.
[[nodiscard]] std::string_view groupIcon(std::string_view icon);
/// The same, or that of a group whose icon may stand for this one.
[[nodiscard]] std::string_view groupIconFor(std::string_view icon);

/// Whether a theme's icon is one that it has given up: it lies in a folder such as `24x24/legacy`. Adwaita,
/// which comes with GTK, has half of the groups there, and none of the others.
[[nodiscard]] bool isGivenUp(std::string_view path);

} // namespace icons
