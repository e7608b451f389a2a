// Questions that are answered without a session: --check, --dry-run.
#pragma once

#include "app/options.hpp"
#include "app/surroundings.hpp"
#include "base/diagnostics.hpp"

namespace app {

/// Said to whoever starts a session where there is no display; the usual reason is a text console.
inline constexpr const char* displayMissing =
    "DISPLAY is not set; on a text console, startx with the path of this program brings a display";

/// Said where the session cannot see what it has started.
inline constexpr const char* noProcesses =
    "/proc is missing, or does not show this container: what programs leave behind is ended late, or stays";

/// Prints what is wrong, and gives the exit status that a session would end with, or that of a bad
/// configuration.
[[nodiscard]] int check(const Options& options, const Surroundings& surroundings, const base::FileTree& files,
                        const base::Diagnostics& diagnostics);
/// Prints what a session would do, in its order.
[[nodiscard]] int dryRun(const Options& options, const Surroundings& surroundings,
                         const base::FileTree& files);

} // namespace app
