// What a container's environment lacks or has wrong, put right: values in, values out. Nothing is asked of
// the system here; what must be known of it comes in as MachineFacts.
#pragma once

#include "config/settings.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace plan {

using Variables = std::map<std::string, std::string>;

/// What was found out about the machine before the environment is repaired.
struct MachineFacts {
    std::string passwdHome;               ///< the user database's home; empty where it knows none
    std::string systemLocale;             ///< LANG as the system's files set it; empty where they do not
    std::set<std::string> missingLocales; ///< of those that are named here and in LANG and LC_*
    std::string runtimeFolder;            ///< a private folder (mode 0700, ours) for XDG_RUNTIME_DIR
    std::string cacheFolder;    ///< where caches go when the home cannot be written; empty: the home can
    std::string programFolder;  ///< where the session's own programs lie; empty: not known
    std::string shareFolder;    ///< one more of XDG_DATA_DIRS, where the kit is installed
    std::string configFolder;   ///< one more of XDG_CONFIG_DIRS, where the kit's menu files are; empty: none
    std::string defaultsFolder; ///< one more of XDG_CONFIG_DIRS, behind the others; empty: none
    std::string gtkrc;          ///< a file of settings for GTK 2; empty: none
    bool busReachable = true;   ///< whether something answers at DBUS_SESSION_BUS_ADDRESS
    bool xauthorityReadable = true; ///< whether the file that XAUTHORITY names can be read
    bool xdgRuntimeUsable =
        true; ///< whether the folder that XDG_RUNTIME_DIR names is ours and can be written
    std::optional<bool> shmWorks; ///< whether MIT-SHM works on the display; nothing: not asked
    std::string menuPrefix;       ///< XDG_MENU_PREFIX for the layout that was chosen; empty: none
};

/// The locales that these variables and `systemLocale` name, "C.UTF-8" among them, which may have to stand
/// in.
[[nodiscard]] std::set<std::string> localesOf(const Variables& variables, const std::string& systemLocale);

/// One thing that was put right.
struct Repair {
    std::string name;
    std::optional<std::string> before; ///< nothing: it was not set
    std::optional<std::string> after;  ///< nothing: it was taken away
    std::string reason;
};

struct RepairedEnvironment {
    Variables variables;
    std::vector<Repair> repairs;
};

[[nodiscard]] RepairedEnvironment repairEnvironment(Variables variables, const MachineFacts& facts,
                                                    const config::Settings& settings);

/// NAME=value lines for people, each repaired one with its reason.
[[nodiscard]] std::string print(const RepairedEnvironment& environment);

/// The value of LANG or LC_ALL in a file of shell assignments (/etc/locale.conf, /etc/default/locale,
/// /etc/profile); empty where it sets none.
[[nodiscard]] std::string localeIn(std::string_view shellAssignments);

} // namespace plan
