// An application that a menu may show: a .desktop file that was read, judged, and made startable.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "xdg/collation.hpp"
#include "xdg/desktop_entry.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xdg {

/// Why an entry is not shown; `none` is shown.
enum class HiddenBecause : std::uint8_t {
    none,
    unreadable,       ///< the file could not be read
    notADesktopEntry, ///< no [Desktop Entry] group
    notAnApplication, ///< Type is missing or another one
    hidden,           ///< Hidden=true: deleted
    noDisplay,        ///< NoDisplay=true
    otherDesktop,     ///< OnlyShowIn or NotShowIn
    noName,
    noExec,    ///< nothing to start
    badExec,   ///< Exec breaks the rules, so it must not be run
    noTryExec, ///< the program of TryExec is not installed
    noProgram, ///< the program of Exec is not installed, and the user wants such entries left out
};

/// The reason as a phrase: "NoDisplay=true".
[[nodiscard]] std::string_view describe(HiddenBecause reason);

/// A Desktop Action that can be started.
struct ApplicationAction {
    std::string_view id;
    std::string_view name;
    std::string_view icon;
    std::span<const std::string_view> argv;
};

/// All that it points to lies in the arena that it was made in.
struct Application {
    std::string_view file; ///< the path of the .desktop file
    HiddenBecause hiddenBecause = HiddenBecause::none;
    DesktopEntry entry;                         ///< its name is valid UTF-8 here
    std::span<const std::string_view> argv;     ///< what is started; empty where hidden
    std::span<const ApplicationAction> actions; ///< where they are wanted
    std::string_view sortKey;                   ///< for Collator's order; empty where hidden
};

/// What decides whether an application is shown, and how.
struct ApplicationRules {
    const base::FileTree& files;
    std::vector<std::string> path;     ///< where programs are looked for
    std::vector<std::string> desktops; ///< XDG_CURRENT_DESKTOP
    LocaleMatcher locale;
    Collator collator;
    Actions actions = Actions::skip;
    bool hideMissing = false; ///< leave out what has an Exec program that is not in `path`
};

/// Whether `program` is there and executable: as it is where it is absolute, else in one of the folders of
/// `path`. A name with a slash that is not absolute is nowhere.
[[nodiscard]] bool isInstalled(std::string_view program, const std::vector<std::string>& path,
                               const base::FileTree& files);
[[nodiscard]] inline bool isInstalled(std::string_view program, const ApplicationRules& rules) {
    return isInstalled(program, rules.path, rules.files);
}

/// The same for the program that an entry, or one of its actions, starts: one that is named from somewhere,
/// with a slash in it, is there where the entry's Path says from where.
[[nodiscard]] bool isInstalled(std::string_view program, const DesktopEntry& entry,
                               const ApplicationRules& rules);

/// Whether judging an entry takes a look at the programs that are installed. The others may be judged by any
/// thread, with an arena and diagnostics of its own.
[[nodiscard]] bool asksForPrograms(const DesktopEntry& entry, const ApplicationRules& rules);

/// Judges what was read: `application` has its file and its entry, and nothing else yet.
void judge(Application& application, const ApplicationRules& rules, base::Arena& arena,
           base::Diagnostics& diagnostics);

/// Reads and judges the content of a file. Problems are reported and at worst hide this one entry.
/// `file` must be in `arena`, as all else that is kept will be.
[[nodiscard]] Application makeApplication(std::string_view text, std::string_view file,
                                          const ApplicationRules& rules, base::Arena& arena,
                                          base::Diagnostics& diagnostics);

} // namespace xdg
