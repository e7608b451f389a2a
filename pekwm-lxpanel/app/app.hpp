// The program.
#pragma once

namespace app {

/// Does what the command line says; gives the exit status.
[[nodiscard]] int run(int argc, char** argv);

} // namespace app
