// Which programs the autostart folders ask for (XDG Autostart Specification 0.5).
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "xdg/environment.hpp"

#include <string>
#include <vector>

namespace plan {

struct AutostartProgram {
    std::string id; ///< the file's name
    std::vector<std::string> argv;
    std::string folder; ///< Path: where to start it; empty: the home folder
};

/// Reads `autostart` in each of the config folders, the best first: a file hides those of its name in worse
/// folders. What is wrong with an entry is reported and costs only that entry.
[[nodiscard]] std::vector<AutostartProgram> readAutostart(const xdg::Environment& environment,
                                                          const base::FileTree& files,
                                                          base::Diagnostics& diagnostics);

} // namespace plan
