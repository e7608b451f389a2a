// Where the program itself lies, from which its other parts are found: a tree that was installed with one
// prefix works below any other.
#pragma once

#include <string>
#include <string_view>

namespace base {

/// The folder that the program lies in, links followed; empty where neither /proc nor the name that
/// it was started by tells.
[[nodiscard]] std::string programFolder();
/// A path that the build gives relative to that folder; empty where that is not known.
[[nodiscard]] std::string fromProgramFolder(std::string_view relative);

} // namespace base
