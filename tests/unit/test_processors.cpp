#include "base/processors.hpp"

#include <doctest/doctest.h>
#include <sched.h>

TEST_CASE("processors: what counts is how many are allowed, not how many there are") {
    cpu_set_t before;
    REQUIRE(::sched_getaffinity(0, sizeof before, &before) == 0);
    CHECK(base::availableProcessors() == static_cast<std::size_t>(CPU_COUNT(&before)));
    cpu_set_t one;
    CPU_ZERO(&one);
    for (int number = 0; number < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++number) {
        if (CPU_ISSET(number, &before)) CPU_SET(number, &one);
    }
    REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
    CHECK(base::availableProcessors() == 1);
    REQUIRE(::sched_setaffinity(0, sizeof before, &before) == 0);
}
