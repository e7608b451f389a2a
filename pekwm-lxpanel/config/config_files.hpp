// The layers of config files, from the lowest to the highest.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "base/result.hpp"
#include "config/settings.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// Applies the text of one file. What is wrong is reported as `path:line: [section] key: what`, and costs its
/// line.
void apply(Settings& settings, std::string_view text, const std::string& path,
           base::Diagnostics& diagnostics);

/// Reads /etc/pekwm-lxpanel/config, then `configDirs` (best first) from the last to the first, each with the
/// *.conf files of its conf.d in the order of their names. With `only`, reads that file alone, and fails
/// where it cannot be read.
[[nodiscard]] base::Result<Settings> read(const std::vector<std::string>& configDirs,
                                          const std::optional<std::string>& only, const base::FileTree& files,
                                          base::Diagnostics& diagnostics);

} // namespace config
