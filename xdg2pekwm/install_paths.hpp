// Where the other parts of the kit are installed, found from where the program itself lies.
#pragma once

#include <string>

namespace app {

/// The program that makes pictures; empty where the program's own place is not known.
[[nodiscard]] std::string iconProgram();
/// The folder of the kit's own icons.
[[nodiscard]] std::string kitIconFolder();

} // namespace app
