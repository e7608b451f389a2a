#include "memory_limit.hpp"

#include "base/sanitizer.hpp"

#include <doctest/doctest.h>
#include <new>
#include <vector>

namespace {

rlim_t now() {
    rlimit limit{};
    REQUIRE(::getrlimit(RLIMIT_DATA, &limit) == 0);
    return limit.rlim_cur;
}

} // namespace

TEST_CASE("memory limit: what is beyond it fails, and it is gone with its object; a lower one stays") {
    if (base::shadowMemory) return; // which has a heap of its own
    rlimit former{};
    REQUIRE(::getrlimit(RLIMIT_DATA, &former) == 0);
    {
        const app::MemoryLimit limit;
        CHECK(now() == app::mostMemory);
        CHECK_THROWS_AS(std::vector<char>(2 * app::mostMemory), std::bad_alloc);
        CHECK(now() == former.rlim_max); // for those who clean up
    }
    CHECK(now() == former.rlim_cur);
    const rlimit lower{app::mostMemory / 2, former.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_DATA, &lower) == 0);
    {
        const app::MemoryLimit limit;
        CHECK(now() == app::mostMemory / 2);
    }
    CHECK(now() == app::mostMemory / 2);
    REQUIRE(::setrlimit(RLIMIT_DATA, &former) == 0);
}
