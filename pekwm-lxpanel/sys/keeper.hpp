// Nothing is left behind, also where the session itself is killed and can end nothing any more.
#pragma once

#include "base/result.hpp"

#include <optional>

namespace sys {

/// What the kernel calls the process that does the work; its keeper has the program's own name, for those
/// who look for one to end.
inline constexpr const char* keptName = "pekwm-session";

/// Makes two processes of this one. Gives nothing in the new one, which goes on with the work and gets TERM
/// should the other be killed. The old one stays as its keeper: it hands TERM, INT, QUIT, HUP, USR1 and USR2
/// on, adopts what the new one leaves behind when it dies, ends that (TERM, then KILL), and gives the exit
/// status to end with: the new one's, or 128 + the signal that killed it. Fails, in one process, with fork's
/// error.
[[nodiscard]] base::Result<std::optional<int>> keep();

} // namespace sys
