#include "base/processors.hpp"
#include "support/one_processor.hpp"

#include <doctest/doctest.h>

TEST_CASE("processors: what counts is how many are allowed, not how many there are") {
    const std::size_t before = base::availableProcessors();
    {
        const support::OneProcessor one;
        CHECK(before == static_cast<std::size_t>(one.before()));
        CHECK(base::availableProcessors() == 1);
    }
    CHECK(base::availableProcessors() == before);
}
