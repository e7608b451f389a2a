// What a container's environment lacks or has wrong, put right: values in, values out. Nothing is asked of
// the system here; what must be known of it comes in as MachineFacts.
#pragma once

#include "config/settings.hpp"
#include "plan/variables.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace plan {

/// What was found out about the machine before the environment is repaired.
struct MachineFacts {
    std::string passwdHome;   ///< the user database's home; empty where it knows none
    std::string systemLocale; ///< LANG as the system's files set it; empty where they do not
    /// Of the locales that are named here, and in LANG and LC_*, also in those of the configuration.
    std::set<std::string> missingLocales;
    std::string runtimeFolder; ///< a private folder (mode 0700, ours) for XDG_RUNTIME_DIR
    /// Where caches go when the home cannot be written; empty: it can.
    std::string cacheFolder;
    std::string programFolder;  ///< where the session's own programs lie; empty: not known
    std::string shareFolder;    ///< one more of XDG_DATA_DIRS, where the kit is installed
    std::string configFolder;   ///< one more of XDG_CONFIG_DIRS, where the kit's menu files are; empty: none
    std::string defaultsFolder; ///< one more of XDG_CONFIG_DIRS, behind the others; empty: none
    std::string gtkrc;          ///< a file of settings for GTK 2; empty: none
    std::string groupIcons;     ///< the folder of the kit's drawings of groups; empty: none
    std::string menuPrefix;     ///< XDG_MENU_PREFIX for the layout that was chosen; empty: none

    bool busReachable = true;       ///< something answers at DBUS_SESSION_BUS_ADDRESS
    bool xauthorityReadable = true; ///< the file that XAUTHORITY names can be read
    bool xdgRuntimeUsable = true;   ///< the folder that XDG_RUNTIME_DIR names is ours and can be written
    std::optional<bool> shmWorks;   ///< MIT-SHM works on the display; nothing: not asked
};

/// One thing that was put right.
struct Repair {
    std::string name;
    std::optional<std::string> before; ///< nothing: it was not set
    std::optional<std::string> after;  ///< nothing: it was taken away
    std::string reason;
};

struct RepairedEnvironment {
    Variables variables;
    std::vector<Repair> repairs; ///< in the order in which they were made; a name may come twice
    bool namesGtkrc = false;     ///< somebody has named files of settings for GTK 2
};

/// `variables` as they were handed down, with what `facts` and `settings` say of them. Never fails: what
/// cannot be put right stays as it is.
[[nodiscard]] RepairedEnvironment repairEnvironment(Variables variables, const MachineFacts& facts,
                                                    const config::Settings& settings);

/// NAME=value lines for people, each repaired one with its reason.
[[nodiscard]] std::string print(const RepairedEnvironment& environment);

} // namespace plan
