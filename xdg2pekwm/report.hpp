// Diagnostics on standard error.
#pragma once

#include "base/diagnostics.hpp"

#include <string>
#include <unordered_set>

namespace app {

/// Writes diagnostics, each line once: a run that is repeated says only what is new.
class Reporter {
  public:
    /// Writes those that are at least `least`, sorted by file (in the order in which files were first met)
    /// and line; with colours on a terminal that wants them.
    void report(const base::Diagnostics& diagnostics, base::Severity least);

  private:
    std::unordered_set<std::string> said_;
};

} // namespace app
