#include "supervisor/panel_refresh.hpp"
#include "supervisor/restart_history.hpp"

#include <doctest/doctest.h>

using namespace supervisor;
using namespace std::chrono_literals;

TEST_CASE("a lone change is heard by the panel itself") {
    PanelRefresh refresh(500ms);
    refresh.changed(false, 10s);
    CHECK_FALSE(refresh.deadline());
    refresh.changed(false, 20s);
    CHECK_FALSE(refresh.deadline());
}

TEST_CASE("a second change within its deafness is not") {
    PanelRefresh refresh(500ms);
    refresh.changed(false, 10s);
    refresh.changed(false, 12s);
    REQUIRE(refresh.deadline() == 12500ms);
    CHECK_FALSE(refresh.timeReached(12499ms));
    CHECK(refresh.timeReached(12500ms));
    CHECK_FALSE(refresh.timeReached(12500ms));
    CHECK_FALSE(refresh.deadline());
}

TEST_CASE("changes that never end are answered every two seconds") {
    PanelRefresh refresh(500ms);
    int count = 0;
    for (Time now = 10s; now < 20s; now += 100ms) {
        refresh.changed(false, now);
        if (refresh.timeReached(now)) ++count;
    }
    CHECK(count >= 4);
    CHECK(count <= 5);
}

TEST_CASE("a folder that is new, and a wish, are answered at any time") {
    PanelRefresh refresh(500ms);
    refresh.changed(true, 10s);
    CHECK(refresh.timeReached(10500ms));
    refresh.requested(30s);
    CHECK(refresh.timeReached(30s));
}

TEST_CASE("waits double up to their limit, and restarts are counted in a window of time") {
    config::UnitSettings policy;
    policy.backoffFirst = 100ms;
    policy.backoffLast = 300ms;
    policy.limit = 3;
    policy.limitWindow = 10s;
    RestartHistory history;
    CHECK(history.next(policy, 0s) == 100ms);
    CHECK(history.next(policy, 1s) == 200ms);
    CHECK(history.next(policy, 2s) == 300ms);
    CHECK_FALSE(history.next(policy, 9999ms));
    CHECK(history.next(policy, 10s) == 300ms); // the first one is forgotten
    history.clear();
    CHECK(history.next(policy, 10s) == 100ms);
    CHECK(history.total() == 5);
    policy.limit = 0;
    CHECK_FALSE(history.next(policy, 100s));
}
