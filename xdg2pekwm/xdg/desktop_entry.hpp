// One .desktop or .directory file (Desktop Entry Specification 1.5).
#pragma once

#include "base/arena.hpp"
#include "base/diagnostics.hpp"
#include "xdg/locale.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xdg {

inline constexpr std::size_t largestDesktopFile = std::size_t{4} << 20U; // bytes
/// Real files are below 25 kB with 125 languages in them. Larger ones are read as long as they are few.
inline constexpr std::size_t usualDesktopFile = std::size_t{32} << 10U;

/// An additional way to start the application ("Additional applications actions").
struct DesktopAction {
    std::string_view id;
    std::string_view name;
    std::string_view icon;
    std::string_view exec;
    unsigned execLine = 0;
};

/// What menus need of a file. Strings are unescaped, localised ones are the best translation; nothing is
/// checked against the machine here (programs, icons), and nothing is made valid UTF-8. There are thousands
/// of these: all that they point to lies in one arena.
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
    std::string_view name;
    std::string_view comment;
    std::string_view icon;
    std::string_view exec;
    std::string_view tryExec;
    std::string_view path;
    std::span<const std::string_view> categories;
    std::span<const std::string_view> onlyShowIn;
    std::span<const std::string_view> notShowIn;
    std::span<const DesktopAction> actions;
};

enum class Actions : std::uint8_t { skip, read };

/// Reads `text`; `file` is its name in diagnostics; what is kept of it lies in `arena`. Never fails: each
/// problem costs its own line and is reported. The first of repeated keys counts, as in EasyOS's own tools.
/// Reading stops at the second group unless actions are wanted.
[[nodiscard]] DesktopEntry parseDesktopEntry(std::string_view text, std::string_view file,
                                             const LocaleMatcher& locale, Actions actions, base::Arena& arena,
                                             base::Diagnostics& diagnostics);

/// Whether OnlyShowIn and NotShowIn let the entry be shown. `desktops`: XDG_CURRENT_DESKTOP's names, asked
/// in their order (Desktop Entry Specification, "OnlyShowIn, NotShowIn").
[[nodiscard]] bool isShownIn(const DesktopEntry& entry, const std::vector<std::string>& desktops);

} // namespace xdg
