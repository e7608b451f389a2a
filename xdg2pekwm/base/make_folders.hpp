// Making a folder with all that lead to it.
#pragma once

#include "base/result.hpp"

#include <string>

namespace base {

/// Makes `folder` and the missing ones above it, mode 0700 as the Base Directory specification asks.
[[nodiscard]] Result<void> makeFolders(const std::string& folder);

} // namespace base
