// --watch: the menu is made again whenever something changes that it was made from.
#pragma once

#include "base/file_tree.hpp"
#include "base/result.hpp"

#include <functional>
#include <string>

namespace app {

/// What one run says.
struct RunResult {
    int status = 0;       ///< as an exit status
    bool changed = false; ///< the output is another one than before
};

/// Runs `run` at once, then again at the first change of anything that it read through the tree that it is
/// given; of a burst of changes, once more when it is over, at most a second after its first one. Nothing is
/// polled, and nothing is done while nothing changes; only a run that met a fault of the moment, or that
/// could not write, is tried again and again, with longer and longer waits. After a run that changed the
/// output, `onChange` (where it is not empty) is started by /bin/sh and not waited for. Ends on SIGTERM,
/// SIGINT or SIGHUP: between two runs with the last run's status, in the midst of one by the signal itself,
/// with the old output in its place.
[[nodiscard]] base::Result<int> watchInputs(const std::function<RunResult(const base::FileTree&)>& run,
                                            const std::string& root, const std::string& onChange);

} // namespace app
