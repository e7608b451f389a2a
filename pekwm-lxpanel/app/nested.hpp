// A nested X server for the session, in a window on the present display.
#pragma once

#include "base/result.hpp"

#include <string>

namespace app {

inline constexpr const char* nestedServer = "Xephyr";
inline constexpr const char* nestedServerMissing =
    "no nested display: Xephyr is not installed (Debian has it in xserver-xephyr)";

/// Starts it, which ends with this process, and gives the name of its display.
[[nodiscard]] base::Result<std::string> startNestedServer(const std::string& size);

} // namespace app
