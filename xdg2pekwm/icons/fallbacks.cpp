#include "icons/fallbacks.hpp"

#include "base/path.hpp"
#include "base/text.hpp"
#include "icons/image_names.hpp"

namespace icons {

namespace {

/// Text of fixed width, not addresses of texts: those are only known where a program lies, and a start would
/// have to write them all.
struct Row {
    char icon[40];    ///< a standard name
    char others[112]; ///< what else it may be called, best first
};

// The freedesktop name; then KDE 3's, Xfce's and GNOME 2's names, and the files of EasyOS and Puppy.
constexpr Row fallbackRows[] = {
    {"applications-accessories",
     "applications-utilities package_utilities xfce-utils gnome-util utility24 accessories"},
    {"applications-utilities", "applications-accessories package_utilities xfce-utils gnome-util utility24"},
    {"applications-development",
     "package_development xfce-devel gnome-devel applications-engineering mini-Utility-development"},
    {"applications-engineering", "applications-science applications-development package_development"},
    {"applications-education", "package_edutainment applications-science package_edu_science xfce-edu"},
    {"applications-science", "applications-education package_edu_science package_edutainment"},
    {"applications-games", "package_games xfce-games gnome-joystick applications-toys games24"},
    {"applications-graphics", "package_graphics xfce-graphics gnome-graphics graphics24 paint24"},
    {"applications-internet", "package_network xfce-internet gnome-globe internet24 web-browser connect24"},
    {"applications-multimedia",
     "package_multimedia xfce-multimedia gnome-multimedia multimedia24 applications-audio"},
    {"applications-office", "package_office xfce-office gnome-applications x-office-document business24"},
    {"applications-system",
     "package_system xfce-system-settings gnome-system preferences-system system-run pc24"},
    {"applications-other", "applications-all package_applications gnome-other xfce-unknown"},
    {"applications-all", "applications-other package_applications gnome-applications"},
    {"applications-toys", "package_toys applications-games package_games"},
    {"applications-webapplications", "applications-internet web-browser package_network"},
    {"applications-electronics", "applications-engineering applications-science"},
    {"applications-interfacedesign", "applications-development package_development"},
    {"preferences-system", "systemsettings package_settings gnome-control-center xfce-system-settings "
                           "preferences-other configuration24"},
    {"preferences-desktop",
     "package_settings gnome-settings xfce4-settings preferences-other preferences-system configuration24"},
    {"preferences-other", "preferences-desktop preferences-system package_settings gnome-settings"},
    {"preferences-desktop-theme",
     "preferences-desktop-wallpaper gnome-settings-theme xfce4-ui preferences-desktop kcmstyle"},
    {"preferences-desktop-wallpaper",
     "preferences-desktop-theme gnome-settings-background background preferences-desktop"},
    {"preferences-desktop-font", "gnome-settings-font fonts preferences-desktop"},
    {"preferences-desktop-display", "video-display display gnome-display-properties preferences-desktop"},
    {"preferences-desktop-keyboard", "input-keyboard keyboard gnome-dev-keyboard preferences-desktop"},
    {"preferences-desktop-locale", "config-language locale preferences-desktop"},
    {"preferences-desktop-peripherals", "preferences-desktop-keyboard hardware package_settings"},
    {"preferences-desktop-personal", "user-info avatar-default preferences-desktop package_settings"},
    {"preferences-desktop-screensaver", "screensaver xscreensaver preferences-desktop-display"},
    {"preferences-desktop-accessibility", "accessibility-directory access preferences-desktop"},
    {"preferences-system-network", "network-wired package_network preferences-system connect24"},
    {"preferences-system-windows", "window_list gnome-window-manager kwin xfwm4 preferences-desktop"},
    {"preferences-system-session", "session-properties xfce4-session preferences-system"},
    {"system-run", "gnome-run exec run mini-run gtk-execute"},
    {"system-log-out", "gnome-logout application-exit exit xfsm-logout logout24"},
    {"system-shutdown", "gnome-shutdown xfsm-shutdown system-log-out shutdown24 mini-exit"},
    {"system-reboot", "xfsm-reboot gnome-session-reboot view-refresh system-shutdown"},
    {"system-lock-screen", "gnome-lockscreen xfsm-lock lock mini-lock"},
    {"system-file-manager", "file-manager folder xfce-filemanager folder24 user-home"},
    {"system-software-install", "package-x-generic synaptic package install24"},
    {"system-help", "help-browser gnome-help help-contents mini-help help24"},
    {"help-about", "gtk-about gnome-about dialog-information stock_about"},
    {"help-browser", "system-help gnome-help help-contents mini-help help24"},
    {"view-refresh", "gtk-refresh reload stock_refresh mini-refresh"},
    {"utilities-terminal", "terminal gnome-terminal xterm konsole mini-term console24"},
    {"utilities-system-monitor", "gnome-monitor ksysguard system-monitor applications-system"},
    {"accessories-text-editor", "text-editor gedit edit24 mini-edit"},
    {"accessories-calculator", "calc gnome-calculator galculator mini-calc"},
    {"web-browser", "internet-web-browser applications-internet www24 mini-www"},
    {"user-desktop", "gnome-fs-desktop desktop preferences-desktop pc24"},
    {"user-bookmarks", "bookmarks emblem-favorite starred bookmark_folder"},
    {"folder", "gnome-fs-directory inode-directory gtk-directory folder24 mini-folder"},
    {"emblem-favorite", "starred user-bookmarks bookmarks favorites"},
    {"window-close", "gtk-close stock_close dialog-close"},
    // EasyOS's own names, for its layout on other systems.
    {"apps24", "applications-other applications-all"},
    {"configuration24", "preferences-system preferences-desktop"},
    {"connect24", "preferences-system-network network-wired applications-internet"},
    {"date24", "office-calendar x-office-calendar user-info preferences-desktop-personal"},
    {"folders24", "system-file-manager folder"},
    {"games24", "applications-games"},
    {"multimedia24", "applications-multimedia"},
    {"paint24", "applications-graphics"},
    {"pc24", "applications-system computer"},
    {"spread24", "x-office-spreadsheet office-spreadsheet applications-office"},
    {"utility24", "applications-accessories applications-utilities"},
    {"word24", "x-office-document office-document applications-office"},
    {"www24", "applications-internet web-browser"},
    {"x24", "user-desktop preferences-desktop"},
    {"application-x-executable", "application-default-icon exec gnome-fs-executable system-run"},
};

constexpr std::string_view applicationIcons[] = {"application-x-executable", "application-default-icon",
                                                 "application-x-desktop",    "exec",
                                                 "gnome-fs-executable",      "mini-x"};
constexpr std::string_view menuIcons[] = {"applications-other", "folder",   "inode-directory",
                                          "gnome-fs-directory", "folder24", "mini-folder"};

constexpr std::string_view ownFiles[] = {
    "application.svg",   "folder.svg",      "windows.svg", "run.svg",    "desktop.svg",    "theme.svg",
    "reload.svg",        "restart.svg",     "about.svg",   "logout.svg", "more.svg",       "close.svg",
    "maximize.svg",      "minimize.svg",    "shade.svg",   "sticky.svg", "on-top.svg",     "below.svg",
    "fullscreen.svg",    "workspace.svg",   "raise.svg",   "lower.svg",  "look-light.svg", "look-dark.svg",
    "look-contrast.svg", "look-easyos.svg", "kill.svg"};

constexpr std::string_view groupEnding = ".svg";
constexpr std::string_view groupFiles[] = {
    "applications-accessories.svg", "applications-development.svg", "applications-education.svg",
    "applications-games.svg",       "applications-graphics.svg",    "applications-internet.svg",
    "applications-multimedia.svg",  "applications-office.svg",      "applications-other.svg",
    "applications-science.svg",     "applications-system.svg",      "applications-utilities.svg",
    "preferences-desktop.svg",      "preferences-system.svg"};

} // namespace

std::vector<std::string_view> standardFallbacks(std::string_view icon) {
    const std::string_view stem = splitImageName(icon).stem;
    for (const Row& row : fallbackRows) {
        if (row.icon == stem) return base::partsOf(row.others, ' ');
    }
    return {};
}

std::span<const std::string_view> genericApplicationIcons() {
    return applicationIcons;
}

std::span<const std::string_view> genericMenuIcons() {
    return menuIcons;
}

std::string_view fileNameOf(KitIcon icon) {
    return ownFiles[static_cast<std::size_t>(icon)];
}

std::string_view groupIcon(std::string_view icon) {
    const std::string_view stem = splitImageName(icon).stem;
    for (const std::string_view file : groupFiles) {
        if (file.substr(0, file.size() - groupEnding.size()) == stem) return file;
    }
    return {};
}

std::string_view groupIconFor(std::string_view icon) {
    if (const std::string_view file = groupIcon(icon); !file.empty()) return file;
    for (const std::string_view other : standardFallbacks(icon)) {
        if (const std::string_view file = groupIcon(other); !file.empty()) return file;
    }
    return {};
}

bool isGivenUp(std::string_view path) {
    const std::string_view folder = base::folderOf(path);
    return base::fileNameOf(folder) == "legacy" &&
           base::fileNameOf(base::folderOf(folder)).find_first_not_of("0123456789x@") ==
               std::string_view::npos;
}

} // namespace icons
