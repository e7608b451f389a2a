// A command of the configuration, as the words that are run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace app {

/// The words of `command`, quoted as in Exec (Desktop Entry Specification, "The Exec key"), but without field
/// codes: a '%' is one. All of it as one word where it breaks those rules; none where there is nothing.
[[nodiscard]] std::vector<std::string> commandWords(std::string_view command);

} // namespace app
