// pekwm-lxpanel-background FILE: draws a picture on the root window and ends. The picture stays on the
// server.
#pragma once

namespace background {

/// Gives the exit status.
[[nodiscard]] int run(int argc, char** argv);

} // namespace background
