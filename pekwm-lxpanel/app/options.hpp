// The command line.
#pragma once

#include "base/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace app {

enum class Task { run, check, dryRun, printConfig, printEnv, ctl, theme, help, version };

struct Options {
    Task task = Task::run;
    bool replace = false;
    bool panel = true;
    std::optional<std::string> config; ///< the only config file to read
    std::optional<std::string> nested; ///< run in a nested server of this size, such as "1280x800"
    std::vector<std::string> theme;    ///< list, show, or set and a name
    std::string request;               ///< what `ctl` asks of the session
};

/// Fails with a message for people where the command line is wrong.
[[nodiscard]] base::Result<Options> parseOptions(int argc, char** argv);

/// The text of --help; fits a screen of 80 columns and 24 lines.
[[nodiscard]] std::string helpText();

} // namespace app
