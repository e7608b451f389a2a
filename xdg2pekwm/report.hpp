// Diagnostics on standard error.
#pragma once

#include "base/diagnostics.hpp"

#include <string>
#include <unordered_set>

namespace app {

/// Writes diagnostics, each line once: a run that is repeated says only what the one before it did not.
class Reporter {
  public:
    /// What is reported from here on belongs to a new run.
    void beginRun();
    /// Writes those that are at least `least`, sorted by file (in the order in which files were first met)
    /// and line; with colours on a terminal that wants them.
    void report(const base::Diagnostics& diagnostics, base::Severity least);

  private:
    std::unordered_set<std::string> said_; ///< in this run, or by the one before and still true
    std::unordered_set<std::string> saidBefore_;
};

} // namespace app
