// What the session finds where it starts: variables, config files, the machine. Read once, passed on as a
// value.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "base/result.hpp"
#include "config/settings.hpp"
#include "plan/environment_repair.hpp"
#include "xdg/environment.hpp"

#include <optional>
#include <string>

namespace app {

struct Surroundings {
    std::optional<std::string> configFile; ///< the only one to read
    plan::Variables original;              ///< as they were handed down
    plan::MachineFacts facts;
    config::Settings settings;
    plan::RepairedEnvironment environment; ///< is also the environment of this process
    xdg::Environment xdg;
    std::string display;    ///< empty where there is none
    std::string dataFolder; ///< the defaults that came with the program
};

/// Reads all, and makes the repaired variables those of this process. Fails where a config file that was
/// named cannot be read.
[[nodiscard]] base::Result<Surroundings> readSurroundings(const std::optional<std::string>& configFile,
                                                          const base::FileTree& files,
                                                          base::Diagnostics& diagnostics);
/// Reads the config files again. On failure the settings are as before.
[[nodiscard]] base::Result<void> readSettings(Surroundings& surroundings, const base::FileTree& files,
                                              base::Diagnostics& diagnostics);
/// Repairs the variables again, after facts or settings have changed.
void repairVariables(Surroundings& surroundings);

/// The value of a repaired variable, or an empty string.
[[nodiscard]] std::string variable(const Surroundings& surroundings, const std::string& name);

} // namespace app
