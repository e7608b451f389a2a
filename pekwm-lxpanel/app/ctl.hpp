// `pekwm-lxpanel ctl`: the client's side of the control socket.
#pragma once

#include "base/result.hpp"

#include <string>

namespace app {

/// Asks the session of `display`, prints what it answers, and gives the exit status. Waits a few seconds at
/// most, also where the display has stopped.
[[nodiscard]] int askSession(const std::string& display, const std::string& request);

/// What the session of `display` answers. Fails with ENOENT where there is none, or the display does not
/// answer.
[[nodiscard]] base::Result<std::string> tellSession(const std::string& display, const std::string& request);

} // namespace app
