// Diagnostics on standard error.
#pragma once

#include "base/diagnostics.hpp"

namespace app {

/// Writes those that are at least `least`, sorted by file (in the order in which files were first met) and
/// line; with colours on a terminal that wants them.
void report(const base::Diagnostics& diagnostics, base::Severity least);

} // namespace app
