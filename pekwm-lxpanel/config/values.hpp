// The kinds of values in a config file, as text.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// "500ms", "3s", "2m"; a bare number is seconds. At most a day.
[[nodiscard]] base::Result<std::chrono::milliseconds> parseDuration(std::string_view text);
/// As `parseDuration` reads it: in seconds, or in milliseconds where those are not whole.
[[nodiscard]] std::string printDuration(std::chrono::milliseconds duration);

/// yes, true, on, 1 and their opposites.
[[nodiscard]] base::Result<bool> parseBool(std::string_view text);
/// A decimal number from `least` to `most`; says which they are where it is none.
[[nodiscard]] base::Result<unsigned> parseNumber(std::string_view text, unsigned least, unsigned most);

/// Splits a command as the Exec key of a desktop entry does: double quotes, no shell.
[[nodiscard]] base::Result<std::vector<std::string>> parseCommand(std::string_view text);
/// As `parseCommand` reads it.
[[nodiscard]] std::string printCommand(const std::vector<std::string>& argv);

} // namespace config
