// Which terminal runs the entries with Terminal=true.
#pragma once

#include "xdg/application.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace app {

/// The command that a program and its arguments are put behind. `wanted` is the user's: a program alone gets
/// the option that it needs to run a command. Where it is empty, the first known terminal that is installed;
/// xterm where none is.
[[nodiscard]] std::vector<std::string> terminalCommand(std::string_view wanted,
                                                       const xdg::ApplicationRules& rules);

} // namespace app
