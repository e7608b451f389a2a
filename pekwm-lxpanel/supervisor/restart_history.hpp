// When a program that ended may start again.
#pragma once

#include "config/settings.hpp"
#include "supervisor/types.hpp"

#include <optional>
#include <vector>

namespace supervisor {

/// Counts restarts within a window of time. Each one waits twice as long as the one before it.
class RestartHistory {
  public:
    /// How long to wait before the next restart, which is counted; nothing where the limit is reached.
    [[nodiscard]] std::optional<Time> next(const config::UnitSettings& policy, Time now);
    void clear() { restarts_.clear(); }
    [[nodiscard]] unsigned total() const { return total_; }

  private:
    std::vector<Time> restarts_;
    unsigned total_ = 0;
};

} // namespace supervisor
