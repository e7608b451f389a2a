#include "base/helper_thread.hpp"
#include "base/processors.hpp"
#include "support/one_processor.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <thread>

TEST_CASE("helper thread: it works on other processors than its owner, as long as this one works, too") {
    const std::size_t all = base::availableProcessors();
    if (all < 2) return;
    std::atomic<std::size_t> its = 0;
    base::HelperThread helper;
    REQUIRE(helper.start([&its] { its = base::availableProcessors(); }));
    while (its == 0)
        std::this_thread::yield();
    CHECK(its == all - 1);
    helper.wait();
    helper.wait(); // again does nothing
    CHECK(base::availableProcessors() == all);
}

TEST_CASE("helper thread: whoever waits long for it lets it have all processors") {
    const std::size_t all = base::availableProcessors();
    if (all < 2) return;
    std::size_t its = 0;
    {
        base::HelperThread helper;
        REQUIRE(helper.start([&] {
            while (base::availableProcessors() != all) // until the owner waits
                std::this_thread::yield();
            its = all;
        }));
    }
    CHECK(its == all);
}

TEST_CASE("helper thread: there is none with one processor only") {
    const support::OneProcessor one;
    bool worked = false;
    base::HelperThread helper;
    CHECK_FALSE(helper.start([&worked] { worked = true; }));
    helper.wait();
    CHECK_FALSE(worked);
}
