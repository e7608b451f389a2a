// Small icon themes, made in a temporary folder.
#pragma once

#include "support/temporary_folder.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace support {

struct ThemeDirectory {
    std::string path;
    std::string keys; ///< such as "Size=16\nType=Fixed\n"
};

/// An index.theme's text.
[[nodiscard]] inline std::string themeIndex(std::string_view inherits,
                                            const std::vector<ThemeDirectory>& directories) {
    std::string text = "[Icon Theme]\nName=Test\nComment=Test\n";
    if (!inherits.empty()) text += "Inherits=" + std::string(inherits) + "\n";
    text += "Directories=";
    for (const ThemeDirectory& directory : directories)
        text += directory.path + ",";
    text += "\n";
    for (const ThemeDirectory& directory : directories)
        text += "\n[" + directory.path + "]\n" + directory.keys;
    return text;
}

struct CachedIcon {
    std::string name;
    std::vector<std::pair<unsigned, unsigned>> images; ///< directory's number, flags (1 XPM, 2 SVG, 4 PNG)
};

/// The content of an icon-theme.cache, as gtk-update-icon-cache would lay it out.
[[nodiscard]] std::string iconCache(const std::vector<std::string>& directories,
                                    const std::vector<CachedIcon>& icons, unsigned buckets = 3);

} // namespace support
