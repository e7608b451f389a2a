// One .desktop or .directory file (Desktop Entry Specification 1.5).
#pragma once

#include "base/diagnostics.hpp"
#include "xdg/locale.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xdg {

/// An additional way to start the application ("Additional applications actions").
struct DesktopAction {
    std::string id;
    std::string name;
    std::string icon;
    std::string exec;
    unsigned execLine = 0;
};

/// What menus need of a file. Strings are unescaped, localised ones are the best translation; nothing is
/// checked against the machine here (programs, icons), and nothing is made valid UTF-8.
struct DesktopEntry {
    enum class Type : std::uint8_t { missing, application, link, directory, unknown };

    Type type = Type::missing;
    bool noDisplay = false;
    bool hidden = false;
    bool terminal = false;
    bool dbusActivatable = false;
    bool hasOnlyShowIn = false; ///< an empty list still means: only where it is named, so nowhere
    bool hasCategories = false; ///< the key is there, whatever it holds
    /// False where the file has no [Desktop Entry] group: it then hides lower files of its ID, no more.
    bool isDesktopEntry = false;

    unsigned execLine = 0;
    std::string name;
    std::string comment;
    std::string icon;
    std::string exec;
    std::string tryExec;
    std::string path;
    std::vector<std::string> categories;
    std::vector<std::string> onlyShowIn;
    std::vector<std::string> notShowIn;
    std::vector<DesktopAction> actions;
};

enum class Actions : std::uint8_t { skip, read };

/// Reads `text`; `file` is its name in diagnostics. Never fails: each problem costs its own line and is
/// reported. The first of repeated keys counts, as in EasyOS's own tools. Reading stops at the second group
/// unless actions are wanted.
[[nodiscard]] DesktopEntry parseDesktopEntry(std::string_view text, std::string_view file,
                                             const LocaleMatcher& locale, Actions actions,
                                             base::Diagnostics& diagnostics);

/// Whether OnlyShowIn and NotShowIn let the entry be shown. `desktops`: XDG_CURRENT_DESKTOP's names, asked
/// in their order (Desktop Entry Specification, "OnlyShowIn, NotShowIn").
[[nodiscard]] bool isShownIn(const DesktopEntry& entry, const std::vector<std::string>& desktops);

} // namespace xdg
