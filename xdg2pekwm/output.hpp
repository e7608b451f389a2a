// Where the menu goes: a file that is replaced in one step, or standard output.
#pragma once

#include "base/atomic_file.hpp"
#include "base/diagnostics.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>

namespace app {

/// Writes `content` to standard output.
[[nodiscard]] base::Result<void> writeToStdout(std::string_view content);

/// Replaces pekwm's own menu file. One that somebody wrote by hand is first kept beside it as menu.orig (or
/// menu.orig.1, ... where there is one already), and a note says so.
[[nodiscard]] base::Result<base::WriteOutcome>
replaceMenuFile(const std::string& path, std::string_view content, base::Diagnostics& diagnostics);

} // namespace app
