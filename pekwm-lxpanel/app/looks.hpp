// The looks on the disk: which there are, which one counts, and what the session writes for its programs to
// find it.
#pragma once

#include "app/surroundings.hpp"
#include "plan/look.hpp"

#include <optional>
#include <string>
#include <vector>

namespace app {

/// What is known of the screen when a look is chosen.
struct Screen {
    unsigned dpi = 0;
    unsigned height = 0; ///< pixels
};

/// Names, in the order in which they are shown.
[[nodiscard]] std::vector<std::string> lookNames(const Surroundings& surroundings,
                                                 const base::FileTree& files);

/// The text of the user's own configuration of pekwm; empty where there is none. Fails where it would take
/// what comes behind it into one of its sections.
[[nodiscard]] base::Result<std::string> ownPekwmConfig(const Surroundings& surroundings,
                                                       const base::FileTree& files);

/// The look that counts, at the screen's scale. Nothing where those of somebody else's files do: `[looks]
/// theme` is none, or is auto and pekwm's own configuration names a theme. Fails where it cannot be read.
[[nodiscard]] base::Result<std::optional<plan::Look>>
chooseLook(const Surroundings& surroundings, const Screen& screen, const base::FileTree& files);

/// The name of the look that a session has; empty where it has none. Fails where it would have one that
/// cannot be read, and so has none.
[[nodiscard]] base::Result<std::string> lookInUse(const Surroundings& surroundings,
                                                  const base::FileTree& files);

/// `size` with what the user's configuration of the generator says of it. `session`: the folder of
/// XDG_CONFIG_DIRS that is the session's own.
[[nodiscard]] plan::MenuSize wantedSize(plan::MenuSize size, const Surroundings& surroundings,
                                        const std::string& session, const base::FileTree& files);

/// The icon theme that the generator takes, so that the panel's icons are of the same; empty where there is
/// none worth a name. `session`: as above.
[[nodiscard]] std::string iconTheme(const Surroundings& surroundings, const std::string& session,
                                    const base::FileTree& files);

/// The one that comes first, for what must have some colour or size in any case.
[[nodiscard]] std::optional<plan::Look> firstLook(const Surroundings& surroundings, const Screen& screen,
                                                  const base::FileTree& files);

/// What the programs of the session find in its own folder. Paths stay the same when another look is chosen.
struct LookFiles {
    explicit LookFiles(const std::string& sessionFolder);

    std::string pekwm;    ///< for pekwm to include
    std::string gtkrc;    ///< for GTK 2
    std::string defaults; ///< one more of XDG_CONFIG_DIRS, which has the generator's sizes, too

    /// Has `defaults` say what the look says to GTK 3, or nothing without one. Comes first:
    /// which icon theme suits the look is read there, too.
    [[nodiscard]] base::Result<void> pointTo(const std::optional<plan::Look>& look) const;
    /// Writes all else. With no look they say nothing of one. `ownGtkrc`: the user has settings for GTK 2, so
    /// that only the panel gets our colours. With no icon theme GTK 2 has the one that it would have without
    /// us.
    [[nodiscard]] base::Result<void> write(const plan::MenuWishes& menu, bool ownGtkrc) const;

    /// The panel's first configuration, with the launchers of what is installed now. lxpanel writes the
    /// user's own where something is changed.
    [[nodiscard]] base::Result<void> writePanel(const plan::Look& look, const base::FileTree& files) const;

  private:
    [[nodiscard]] base::Result<void> makeDefaults() const;

    std::string link_; ///< to the look's own folder
};

} // namespace app
