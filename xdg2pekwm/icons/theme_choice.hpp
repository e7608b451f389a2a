// Which icon theme to use where nobody said which.
#pragma once

#include "base/file_tree.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace icons {

struct ThemeChoiceInput {
    std::string home;                     ///< may be empty
    std::vector<std::string> configDirs;  ///< $XDG_CONFIG_HOME, then each of $XDG_CONFIG_DIRS
    std::vector<std::string> baseFolders; ///< where themes are, as in FinderOptions
};

/// The folder name of a theme that is installed (one of the base folders has its index.theme):
///  1. what GTK was told: gtk-icon-theme-name in gtk-3.0/settings.ini, then gtk-4.0/settings.ini, of the
///     first of `configDirs`, then ~/.gtkrc-2.0, then the two of each other configuration folder, then
///     /etc/gtk-3.0, /etc/gtk-4.0 and /etc/gtk-2.0/gtkrc. A theme that is not installed is passed over;
///  2. the first that is installed of a list of themes that have most applications' icons in colour
///     (see theme_choice.cpp); where these settings ask for dark surfaces
///     (gtk-application-prefer-dark-theme; the first file that has it counts), its dark sister, NAME-Dark
///     or NAME-dark, if there is one;
///  3. any other installed one that has directories of icons and is not hidden, by name;
///  4. "hicolor".
[[nodiscard]] std::string chooseTheme(const base::FileTree& tree, const ThemeChoiceInput& input);

/// gtk-icon-theme-name of a settings.ini ([Settings], key = value) or of a gtkrc (key = "value"); the last
/// one counts, as in GTK. Nothing where there is none.
[[nodiscard]] std::optional<std::string> themeOfSettings(std::string_view text);

} // namespace icons
