// A question to the display, for programs that end with its answer.
#pragma once

#include "base/result.hpp"

#include <functional>
#include <string>

namespace app {

/// Runs `question`, which may wait for the display of that name, in a child, and gives its answer. Fails
/// where there is none within a few seconds: a server that has stopped answers nobody.
[[nodiscard]] base::Result<std::string> askDisplay(const std::string& display,
                                                   const std::function<std::string()>& question);

} // namespace app
