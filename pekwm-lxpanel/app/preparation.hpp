// What must be on the disk before the first program starts, and how the programs are started then.
#pragma once

#include "app/surroundings.hpp"
#include "base/result.hpp"
#include "sys/folders.hpp"

#include <string>
#include <vector>

namespace app {

struct Preparation {
    sys::PrivateFolder folder;              ///< the session's own; goes with it
    std::string menuFile;                   ///< where the window manager's menu is made
    std::vector<std::string> wmArguments;   ///< behind the command of the settings
    std::vector<std::string> menuArguments; ///< the same for the generator
    std::vector<std::string> notes;         ///< what was done, for the log
};

/// Makes folders and first configurations, and tells `surroundings` what was found. An existing file is never
/// touched. Fails only where no folder at all can be written.
[[nodiscard]] base::Result<Preparation> prepare(Surroundings& surroundings, const base::FileTree& files);

/// Whether a command calls xdg2pekwm, which knows more options than another generator may.
[[nodiscard]] bool isOwnGenerator(const std::vector<std::string>& command);

/// The name of the session's own folder; one for each display of each user.
[[nodiscard]] std::string folderName(const std::string& display);

/// Where the window manager's menu lies when the home folder can be written.
[[nodiscard]] std::string homeMenuFile(const Surroundings& surroundings);

} // namespace app
