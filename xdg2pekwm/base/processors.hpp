// Whether there is somebody to help.
#pragma once

namespace base {

/// Whether this process may use more than one processor; a container may allow it fewer than there are.
[[nodiscard]] bool hasSecondProcessor();

} // namespace base
