// File names of images: which endings count, and in which order (Icon Theme Specification, "Icon Lookup").
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace icons {

/// The endings of icon files, the best first, as the panel's module has them. Themes have the first three,
/// other folders all.
inline constexpr std::array<std::string_view, 12> imageEndings = {
    ".png", ".svg", ".xpm", ".jpg", ".jpeg", ".gif", ".PNG", ".SVG", ".XPM", ".JPG", ".JPEG", ".GIF"};
inline constexpr std::size_t themedEndings = 3;

/// A set of endings: bit n stands for imageEndings[n].
using EndingSet = std::uint16_t;
inline constexpr EndingSet themedSet = (1U << themedEndings) - 1;
inline constexpr EndingSet anySet = (1U << imageEndings.size()) - 1;

/// A file name taken apart. `ending` is an index into imageEndings, or -1 where the name has none of them.
struct ImageName {
    std::string_view stem;
    int ending = -1;
};

/// Only an ending that images have is taken off; a name that is nothing else stays whole.
[[nodiscard]] constexpr ImageName splitImageName(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return {name, -1};
    for (std::size_t n = 0; n < imageEndings.size(); ++n) {
        if (name.substr(dot) == imageEndings[n]) return {name.substr(0, dot), static_cast<int>(n)};
    }
    return {name, -1};
}

/// The ending to use among those that exist: the one that was asked for, else the best. -1 for none.
[[nodiscard]] constexpr int bestEnding(EndingSet present, int asked) {
    if (asked >= 0 && (present & (1U << static_cast<unsigned>(asked))) != 0) return asked;
    for (std::size_t n = 0; n < imageEndings.size(); ++n) {
        if ((present & (1U << n)) != 0) return static_cast<int>(n);
    }
    return -1;
}

} // namespace icons
