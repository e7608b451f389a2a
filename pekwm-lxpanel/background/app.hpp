// pekwm-lxpanel-background [--look] FILE: draws a picture on the root window and ends. The picture stays on
// the server. With --look it is noted there that nobody asked for this very picture, so that a session may
// replace it.
#pragma once

namespace background {

/// Gives the exit status.
[[nodiscard]] int run(int argc, char** argv);

} // namespace background
