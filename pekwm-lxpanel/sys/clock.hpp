// The time that the session lives by.
#pragma once

#include <chrono>

namespace sys {

/// Counts from the making of the object and never jumps.
class Clock {
  public:
    [[nodiscard]] std::chrono::milliseconds now() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                     start_);
    }

  private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

} // namespace sys
