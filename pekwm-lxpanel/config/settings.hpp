// What the session is told to do: values with their built-in defaults, set by name from config files.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace config {

using Milliseconds = std::chrono::milliseconds;

enum class Restart : std::uint8_t {
    onFailure, ///< when it was killed or exits with a status other than 0
    always,
    never,
};

/// How a supervised program is started and started again.
struct UnitSettings {
    std::vector<std::string> command; ///< argv
    Milliseconds readyTimeout{5000};
    Restart restart = Restart::onFailure;
    Milliseconds backoffFirst{100}; ///< the wait before the first restart; each further one doubles it
    Milliseconds backoffLast{5000};
    unsigned limit = 5; ///< restarts within limitWindow
    Milliseconds limitWindow{30000};
};

enum class OnWmExit : std::uint8_t { logout, restart };
enum class OnXLost : std::uint8_t { fail, logout }; ///< the exit status: 9, or 0

enum class LogLevel : std::uint8_t { debug, info, warning, error };

struct Settings {
    Milliseconds xTimeout{10000};
    OnWmExit onWmExit = OnWmExit::logout;
    OnXLost onXLost = OnXLost::fail;
    Milliseconds stopTimeout{3000};
    Milliseconds killTimeout{1000};
    Milliseconds logoutTimeout{2000};

    UnitSettings wm{{"pekwm"}};
    UnitSettings panel{{"lxpanel", "--profile", "pekwm"}};
    std::string panelModule =
        "auto"; ///< a GTK module for it: "auto": the one that came with us, "none", or a path

    bool menuWatch = true;
    Milliseconds menuDebounce{500};
    Milliseconds menuTimeout{10000};
    std::string menuLayout = "auto"; ///< the part of XDG_MENU_PREFIX before the dash; "auto" looks for one
    std::vector<std::string> menuCommand{"xdg2pekwm"};

    std::string lookTheme =
        "auto"; ///< the name of a look, "none", or "auto": a look where pekwm has no theme

    unsigned dpi = 0; ///< 0: as the display says
    /// "layout:variant:options", of which the last two may be missing; empty: as the display says
    std::string xkb;
    std::string
        background; ///< "#rrggbb", a picture's path, "plain" or "none"; empty: the look's, where none is set
    bool shmProbe = true; ///< ask whether MIT-SHM works, and tell toolkits where it does not

    bool iconPathSet = false; ///< an empty iconPath that was set turns extra folders off
    std::string iconPath;     ///< folders separated by colons
    std::string iconTheme;

    bool autostart = true;

    LogLevel logLevel = LogLevel::info;
    std::string logFile; ///< empty: standard error only

    std::map<std::string, std::string> environment; ///< [env]: set for every program of the session

    std::map<std::string, std::string> origins; ///< "section.key" to "path:line"
};

/// Sets one key. Fails, with what was expected, for a value that it cannot have, and leaves the setting
/// alone. An unknown section or key fails with code ENOENT.
[[nodiscard]] base::Result<void> set(Settings& settings, std::string_view section, std::string_view key,
                                     std::string_view value);

/// All settings as a config file; each line that is not built in says where it is from.
[[nodiscard]] std::string print(const Settings& settings);

} // namespace config
