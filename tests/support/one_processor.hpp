// A test on a machine with one processor.
#pragma once

#include <doctest/doctest.h>
#include <sched.h>

namespace support {

/// The calling thread may use one processor only, and again all that it had at the end.
class OneProcessor {
  public:
    OneProcessor() {
        REQUIRE(::sched_getaffinity(0, sizeof all_, &all_) == 0);
        cpu_set_t one;
        CPU_ZERO(&one);
        for (int number = 0; number < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++number) {
            if (CPU_ISSET(number, &all_)) CPU_SET(number, &one);
        }
        REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
    }
    OneProcessor(const OneProcessor&) = delete;
    OneProcessor& operator=(const OneProcessor&) = delete;
    ~OneProcessor() { ::sched_setaffinity(0, sizeof all_, &all_); }

    /// How many it had.
    [[nodiscard]] int before() const { return CPU_COUNT(&all_); }

  private:
    cpu_set_t all_{};
};

} // namespace support
