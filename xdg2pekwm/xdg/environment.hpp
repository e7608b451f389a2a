// What the process was told by its environment, read once at the edge and passed on as a value.
#pragma once

#include "base/diagnostics.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace xdg {

/// The base directories of XDG Base Directory Specification 0.8: absolute, normalised, without repeats.
struct BaseDirectories {
    std::string home;                    ///< empty where nobody knows one
    std::string dataHome;                ///< empty where there is no home
    std::string configHome;              ///< the same
    std::string cacheHome;               ///< the same
    std::vector<std::string> dataDirs;   ///< best first, dataHome included as the first
    std::vector<std::string> configDirs; ///< best first, configHome included as the first
};

struct Environment {
    BaseDirectories directories;
    std::vector<std::string> path;           ///< PATH's absolute folders; a default where it is missing
    std::vector<std::string> currentDesktop; ///< XDG_CURRENT_DESKTOP's names
    std::string menuPrefix;                  ///< XDG_MENU_PREFIX
    std::string messagesLocale;              ///< LC_ALL, LC_MESSAGES or LANG: the first that is not empty
    std::string collateLocale;               ///< LC_ALL, LC_COLLATE or LANG
    std::string language;                    ///< LANGUAGE
    std::string localePath;                  ///< LOCPATH: where the C library looks for locales first
};

/// Reads the process's environment, the base directories through libxdg-basedir. Values that the
/// specification calls invalid (relative folders) are left out and reported, empty ones count as missing;
/// without HOME the user database is asked.
[[nodiscard]] Environment readEnvironment(base::Diagnostics& diagnostics);

/// The absolute folders of a list separated by colons, in order, normalised, without repeats. Relative ones
/// are reported as parts of `variable` and left out.
[[nodiscard]] std::vector<std::string> absoluteFolders(const std::vector<std::string>& folders,
                                                       std::string_view variable,
                                                       base::Diagnostics& diagnostics);

} // namespace xdg
