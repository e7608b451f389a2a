// What must be on the disk before the first program starts, and how the programs are started then.
#pragma once

#include "app/looks.hpp"
#include "base/result.hpp"
#include "sys/folders.hpp"

#include <optional>
#include <string>
#include <vector>

namespace app {

struct Preparation {
    sys::PrivateFolder folder;                   ///< the session's own; goes with it
    LookFiles lookFiles;                         ///< where the look is told to the programs
    std::string menuFile = {};                   ///< where the window manager's menu is made
    bool ownMenu = false;                        ///< in the session's own folder, of which that is told
    bool wmConfigIsThere = false;                ///< a configuration of the session's own for pekwm
    bool wmConfigIsNew = false;                  ///< it was just made, and nobody has read it yet
    std::vector<std::string> menuArguments = {}; ///< behind the generator's command of the settings
    std::vector<std::string> notes = {};         ///< what was done, for the log
    std::vector<std::string> warnings = {};      ///< what could not be done, for the log
    std::optional<plan::Look> look = {};         ///< the one that counts; nothing: other files have the word
    std::string menuConfig = {};                 ///< what the generator is told by the session
    plan::Ground ground = {};                    ///< of the root window, without a look too
};

/// Makes folders and first configurations, and tells `surroundings` what was found. An existing file is never
/// touched. Fails only where no folder at all can be written. `nested`: in another session, whose menu stays
/// as it is.
[[nodiscard]] base::Result<Preparation> prepare(Surroundings& surroundings, const Screen& screen, bool nested,
                                                const base::FileTree& files);

/// The window manager's command of the settings, and behind it where pekwm finds the session's configuration;
/// as it is where it is another's, or pekwm's with words of its own.
[[nodiscard]] std::vector<std::string> wmCommand(const Preparation& preparation,
                                                 const Surroundings& surroundings);

/// The generator's command of the settings, and behind it what makes its menu that of this session.
[[nodiscard]] std::vector<std::string> menuCommand(const Preparation& preparation,
                                                   const Surroundings& surroundings);

/// Makes the window manager's configuration of the session's own anew, where its command is to have one:
/// which files the user has may have changed, and the command. Left alone where nothing has, and once where
/// it is new. Fails where it cannot be written.
[[nodiscard]] base::Result<void> renewWmConfig(Preparation& preparation, const Surroundings& surroundings,
                                               const base::FileTree& files);

/// Chooses the look anew and writes it where the programs find it. Fails, with a warning, where the one that
/// is wanted cannot be read (there is none then) or cannot be written (all is as it was).
[[nodiscard]] base::Result<void> renewLook(Preparation& preparation, const Surroundings& surroundings,
                                           const Screen& screen, const base::FileTree& files);

/// Whether the menu in the home folder is that of the session around this one, and stays as it is: pekwm's,
/// nested.
[[nodiscard]] bool leavesHomeMenu(const Surroundings& surroundings, bool nested);

/// Whether a command calls xdg2pekwm, which knows more options than another generator may.
[[nodiscard]] bool isOwnGenerator(const std::vector<std::string>& command);

/// The name of the session's own folder; one for each display of each user.
[[nodiscard]] std::string folderName(const std::string& display);

/// Where the session's own folder may lie, best first.
[[nodiscard]] std::vector<std::string> privateFolderParents(const Surroundings& surroundings);

/// Where the window manager's menu lies when the home folder can be written.
[[nodiscard]] std::string homeMenuFile(const Surroundings& surroundings);

} // namespace app
