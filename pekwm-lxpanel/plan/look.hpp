// A look: colours and sizes of the whole desktop, made by themes/ when the kit is built. Values in, values
// out.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plan {

/// Colours of the root window, 0xRRGGBB.
struct Ground {
    std::uint32_t top = 0;
    std::uint32_t bottom = 0;
};

/// One look at one scale, as its file `look` tells.
struct Look {
    std::string name;       ///< the folder's, such as "dark"
    std::string folder;     ///< of this scale
    std::string picture;    ///< for the root window
    bool dark = false;      ///< bright text on dark ground
    Ground ground;          ///< of the background, until a picture is drawn
    unsigned icon = 0;      ///< pixels, as all that follow: icons in menus
    unsigned iconSmall = 0; ///< the same on a low screen
    unsigned iconGap = 0;   ///< between icon and title
    unsigned row = 0;       ///< of a menu with large icons
    unsigned rowSmall = 0;  ///< of one with small icons
    unsigned edge = 0;      ///< around a menu
    unsigned panel = 0;     ///< the panel's height
};

/// Fails where a value is missing or wrong. Name and folder are left empty.
[[nodiscard]] base::Result<Look> parseLook(std::string_view text, const std::string& path);

/// The folder of the scale that suits a resolution in dots per inch: "1x", "1.5x" or "2x".
[[nodiscard]] std::string_view scaleFor(unsigned dpi);

/// What a menu of pekwm is made of, in pixels of the screen.
struct MenuSize {
    unsigned icon = 0;
    unsigned gap = 0;  ///< between an icon and its title
    unsigned rows = 0; ///< as many as fit on the screen, at least 4
    bool operator==(const MenuSize&) const = default;
};
/// In the size of the look. `screenHeight`: pixels.
[[nodiscard]] MenuSize menuSize(const Look& look, unsigned screenHeight);

/// What a configuration of xdg2pekwm says of icons, if it does, counts more. `path` is its name.
void takeSizes(MenuSize& size, std::string_view generatorConfig, const std::string& path);

/// What xdg2pekwm is told by a session, as the configuration that all others count more than. `looks`: all
/// that there are, `iconPath` and `iconTheme` of the session's settings, which may be empty.
struct MenuWishes {
    const Look* look = nullptr; ///< nothing is said of sizes and looks without one
    MenuSize size;              ///< the look's, on this screen
    MenuSize shown;             ///< with what the user's configuration says: for pekwm and the panel
    std::vector<std::string> looks;
    std::string iconPath; ///< folders, separated by colons
    std::string iconTheme;
};
[[nodiscard]] std::string generatorConfig(const MenuWishes& wishes);

/// What pekwm is told of a look, as a file to include.
[[nodiscard]] std::string pekwmFragment(const Look& look, const MenuSize& menu);

} // namespace plan
