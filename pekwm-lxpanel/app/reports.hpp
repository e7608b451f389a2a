// Questions that are answered without a session: --check, --dry-run.
#pragma once

#include "app/options.hpp"
#include "app/surroundings.hpp"
#include "base/diagnostics.hpp"

namespace app {

/// Prints what is wrong, and gives the exit status that a session would end with, or that of a bad
/// configuration.
[[nodiscard]] int check(const Surroundings& surroundings, const base::Diagnostics& diagnostics);
/// Prints what a session would do, in its order.
[[nodiscard]] int dryRun(const Options& options, const Surroundings& surroundings,
                         const base::FileTree& files);

} // namespace app
