// How much can be done at once.
#pragma once

#include <cstddef>

namespace base {

/// How many processors this process may use, at least one; a container may allow it fewer than there are.
[[nodiscard]] std::size_t availableProcessors();

} // namespace base
