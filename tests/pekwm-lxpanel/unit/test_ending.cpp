// How a session ends, with no process, no display and no clock.
#include "story.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace supervisor;
using namespace std::chrono_literals;

TEST_CASE("logout asks the windows first, and does not wait for ever") {
    Story story;
    story.until(State::running);
    CHECK(story(Logout{}) == "close");
    CHECK(story(Logout{}).empty());
    CHECK(story.wait() == "term others, term panel");
    CHECK(story.now == 2s);
    CHECK(story(Exited{Unit::panel, false, ""}) == "term wm");
}

TEST_CASE("TERM during a logout waits for windows no longer, and still asks before it kills") {
    Story story;
    story.until(State::running);
    CHECK(story(Logout{}) == "close");
    CHECK(story(Terminate{}) == "term others, term panel");
    CHECK(story(Terminate{}) == "kill all");
}

TEST_CASE("who ignores to be asked is killed, all within five seconds") {
    Story story;
    story.until(State::running);
    CHECK(story(Terminate{}) == "term others, term panel");
    CHECK(story.wait() == "kill all");
    CHECK(story.now == 3s);
    CHECK(story(Exited{Unit::panel, false, ""}).empty());
    SUBCASE("and ends") {
        CHECK(story(NoChildren{}) == "exit 0");
    }
    SUBCASE("and does not even then") {
        CHECK(story.wait() == "exit 0");
        CHECK(story.now == 4s);
    }
}

TEST_CASE("the time to end is one for all, not one for each") {
    Story story;
    story.until(State::running);
    (void)story(Terminate{});
    CHECK(story.at(2s, Exited{Unit::panel, false, ""}) == "term wm");
    CHECK(story.at(2900ms, Exited{Unit::wm, true, ""}) == "term all");
    CHECK(story.wait() == "kill all");
    CHECK(story.now == 3s);
}

TEST_CASE("a second TERM kills at once") {
    Story story;
    story.until(State::running);
    (void)story(Terminate{});
    CHECK(story(Terminate{}) == "kill all");
    CHECK(story(Terminate{}).empty());
}

TEST_CASE("TERM in every state ends the session, and nothing is started any more") {
    for (const State state : {State::waitX, State::prepare, State::startWm, State::waitWm, State::startPanel,
                              State::waitDock, State::running}) {
        CAPTURE(name(state));
        Story story;
        story.until(state);
        std::string said = story(Terminate{});
        CHECK(story.state() == State::stopping);
        for (const Event& event :
             std::vector<Event>{DisplayAnswer{DisplayAnswer::Is::open}, DisplayClaim{DisplayClaim::Is::free},
                                Prepared{true, true}, Started{Unit::wm}, WmReady{}, Started{Unit::panel},
                                DockReady{}, Exited{Unit::panel, false, ""}, Exited{Unit::wm, false, ""},
                                RestartUnit{Unit::panel}, TimeReached{}})
            said += "; " + story(event);
        CHECK(said.find("start") == std::string::npos);
        CHECK(said.find("term all") != std::string::npos);
        CHECK(story(NoChildren{}) == "exit 0");
    }
}

TEST_CASE("the display is lost in every state: nothing is started, and nobody is waited for") {
    for (const State state : {State::prepare, State::startWm, State::waitWm, State::startPanel,
                              State::waitDock, State::running}) {
        CAPTURE(name(state));
        Story story;
        story.until(state);
        CHECK(story(DisplayLost{}) == "term all");
        CHECK(story.state() == State::xLost);
        std::string said = story(Exited{Unit::wm, false, ""}) + story(Exited{Unit::panel, false, ""});
        CHECK(said.empty());
        CHECK(story.wait() == "kill all");
        CHECK(story.now <= 500ms);
        CHECK(story.wait() == "exit 9");
        CHECK(story.now <= 1s);
    }
}

TEST_CASE("the display is lost during the end") {
    Story story;
    story.until(State::running);
    (void)story(Logout{});
    CHECK(story(DisplayLost{}) == "term all");
    CHECK(story(NoChildren{}) == "exit 0"); // it was a logout all the same
}

TEST_CASE("on_x_lost = logout") {
    Policy policy;
    policy.settings.onXLost = config::OnXLost::logout;
    Story story(policy);
    story.until(State::running);
    (void)story(DisplayLost{});
    CHECK(story(NoChildren{}) == "exit 0");
}

TEST_CASE("another session takes over") {
    Story story;
    story.until(State::running);
    CHECK(story(Replaced{}) == "term others, term panel");
}

TEST_CASE("a program that cannot be started while the session ends holds nothing up") {
    Story story;
    story.until(State::startPanel);
    CHECK(story(Terminate{}) == "term others, term panel");
    CHECK(story(StartFailed{Unit::panel, false}) == "term wm");
    CHECK(story.session.status(Unit::panel) == UnitStatus::stopped);
    CHECK(story(Exited{Unit::wm, true, ""}) == "term all");
}
