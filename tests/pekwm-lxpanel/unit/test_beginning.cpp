// How a session begins, with no process, no display and no clock.
#include "story.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace supervisor;
using namespace std::chrono_literals;

namespace {

Policy withoutPanel() {
    Policy policy;
    policy.panelWanted = false;
    return policy;
}

} // namespace

TEST_CASE("the straight way, each step with its state") {
    struct Step {
        Event event;
        std::string actions;
        State state;
    };
    const std::vector<Step> steps{
        {Begin{}, "try", State::waitX},
        {DisplayAnswer{DisplayAnswer::Is::open}, "claim", State::waitX},
        {DisplayClaim{DisplayClaim::Is::free}, "prepare", State::prepare},
        {Prepared{true, true}, "watch wm, start wm", State::startWm},
        {Started{Unit::wm}, "", State::waitWm},
        {WmReady{}, "watch dock, start panel", State::startPanel},
        {Started{Unit::panel}, "", State::waitDock},
        {DockReady{}, "", State::waitDock},
        {TimeReached{}, "start menu, autostart", State::running}, // the panel has been painted
        {Started{Unit::menu}, "", State::running},
        {Terminate{}, "term others, term panel", State::stopping},
        {Exited{Unit::panel, false, "signal 15"}, "term wm", State::stopping},
        {Exited{Unit::wm, true, "exit status 0"}, "term all", State::stopping},
        {Exited{Unit::menu, true, "exit status 0"}, "", State::stopping},
        {NoChildren{}, "exit 0", State::end},
    };
    Story story;
    CHECK(story.state() == State::init);
    for (const Step& step : steps) {
        CAPTURE(name(step.state));
        if (std::holds_alternative<TimeReached>(step.event)) story.now += 100ms;
        CHECK(story(step.event) == step.actions);
        CHECK(story.state() == step.state);
    }
    CHECK_FALSE(story.session.deadline());
    CHECK(story(WmReady{}).empty()); // an end is an end
}

TEST_CASE("at rest there is no deadline") {
    Story story;
    story.until(State::running);
    CHECK_FALSE(story.session.deadline());
}

TEST_CASE("a display that is late is tried again, ever more seldom, until its time is over") {
    Story story;
    (void)story(Begin{});
    Time before{0};
    Time gap{0};
    for (int i = 0; i < 8; ++i) {
        CHECK(story(DisplayAnswer{DisplayAnswer::Is::absent}).empty());
        CHECK(story.wait() == "try");
        CHECK(story.now - before >= gap);
        gap = story.now - before;
        before = story.now;
    }
    CHECK(gap <= 250ms);
    CHECK(story(DisplayAnswer{DisplayAnswer::Is::open}) == "claim");

    Story never;
    (void)never(Begin{});
    std::string said = never(DisplayAnswer{DisplayAnswer::Is::absent});
    while (said.find("exit") == std::string::npos) {
        said = never.wait();
        if (said == "try") said = never(DisplayAnswer{DisplayAnswer::Is::absent});
        REQUIRE(never.now <= 10s);
    }
    CHECK(said == "exit 4");
    CHECK(never.now == 10s);

    // One that hangs, so that no answer ever comes: asked anew now and then.
    Story silent;
    (void)silent(Begin{});
    for (const Time due : {3s, 6s, 9s}) {
        CHECK(silent.wait() == "try");
        CHECK(silent.now == due);
    }
    CHECK(silent.wait() == "exit 4");

    // One that has answered is not asked again.
    Story open;
    (void)open(Begin{});
    CHECK(open(DisplayAnswer{DisplayAnswer::Is::open}) == "claim");
    CHECK(open.wait().find("try") == std::string::npos);
}

TEST_CASE("a display that refuses is given a second") {
    Story story;
    (void)story(Begin{});
    CHECK(story(DisplayAnswer{DisplayAnswer::Is::refused}).empty());
    CHECK(story.at(999ms, DisplayAnswer{DisplayAnswer::Is::refused}).empty());
    SUBCASE("but not from one that has gone meanwhile") {
        CHECK(story.at(999ms, DisplayAnswer{DisplayAnswer::Is::absent}).empty());
        CHECK(story.at(1500ms, DisplayAnswer{DisplayAnswer::Is::refused}).empty());
        return;
    }
    CHECK(story.at(1000ms, DisplayAnswer{DisplayAnswer::Is::refused}) == "exit 4");
}

TEST_CASE("a display that is taken") {
    for (const auto is : {DisplayClaim::Is::hasWm, DisplayClaim::Is::hasSession}) {
        Story story;
        (void)story(Begin{});
        (void)story(DisplayAnswer{DisplayAnswer::Is::open});
        CHECK(story(DisplayClaim{is}) == "exit 5");
    }
}

TEST_CASE("another session that is to be replaced and hangs is ended") {
    Policy policy;
    policy.replace = true;
    Story story(policy);
    (void)story(Begin{});
    CHECK(story.at(1s, DisplayAnswer{DisplayAnswer::Is::open}) == "claim");
    SUBCASE("but not when it goes") {
        CHECK(story.at(3s, DisplayClaim{DisplayClaim::Is::free}) == "prepare");
        CHECK_FALSE(story.session.deadline());
    }
    SUBCASE("after what it may take itself") {
        CHECK(story.wait() == "evict");
        CHECK(story.now == 6s);
        CHECK(story(DisplayClaim{DisplayClaim::Is::free}) == "prepare");
    }
    SUBCASE("and nobody waits for ever, even then") {
        policy.settings.stopTimeout = 30s;
        Story patient(policy);
        (void)patient(Begin{});
        (void)patient(DisplayAnswer{DisplayAnswer::Is::open});
        CHECK(patient.wait() == "evict");
        CHECK(patient.now == 32s);
        CHECK(patient.wait() == "exit 4");
        CHECK(patient.now == 33s);
    }
    SUBCASE("nor when we are asked to end meanwhile") {
        CHECK(story(Terminate{}) == "term others, term all");
        CHECK(story.wait() == "kill all");
    }
}

TEST_CASE("a menu that is not there is made at once, and nobody waits for it") {
    Story story;
    story.until(State::prepare);
    CHECK(story(Prepared{true, false}) == "watch wm, start wm, start menu");
    (void)story(Started{Unit::wm});
    (void)story(Started{Unit::menu});
    CHECK(story(WmReady{}) == "watch dock, start panel");
    (void)story(Started{Unit::panel});
    CHECK(story(DockReady{}).empty());
    CHECK(story.wait() == "autostart");
    CHECK(story.state() == State::running);
}

TEST_CASE("no folder that can be written") {
    Story story;
    story.until(State::prepare);
    CHECK(story(Prepared{false, false}) == "term all");
    CHECK(story(NoChildren{}) == "exit 8");
}

TEST_CASE("no window manager, no panel, no generator installed") {
    Story story;
    story.until(State::startWm);
    CHECK(story(StartFailed{Unit::wm, true}) == "term others, term all");
    CHECK(story(NoChildren{}) == "exit 6");

    Story panel;
    panel.until(State::startPanel);
    CHECK(panel(StartFailed{Unit::panel, true}) == "leave dock");
    CHECK(panel.wait() == "start menu, autostart");
    CHECK(panel.state() == State::degraded);

    Story menu;
    menu.until(State::running);
    Story other;
    other.until(State::waitDock);
    CHECK(other(DockReady{}).empty());
    CHECK(other.wait() == "start menu, autostart");
    CHECK(other(StartFailed{Unit::menu, true}).empty());
    CHECK(other.state() == State::running);
    CHECK(other.session.status(Unit::menu) == UnitStatus::givenUp);
}

TEST_CASE("a program that could not be started for once is tried again") {
    Story story;
    story.until(State::startPanel);
    CHECK(story(StartFailed{Unit::panel, false}).empty());
    CHECK(story.state() == State::recover);
    CHECK(story.wait() == "watch dock, start panel");
    CHECK(story.now == 100ms);
}

TEST_CASE("without a panel") {
    Story story(withoutPanel());
    story.until(State::waitWm);
    CHECK(story(WmReady{}).empty());
    CHECK(story.wait() == "start menu, autostart");
    CHECK(story.state() == State::running);
    CHECK(story.session.restartRefusal(Unit::panel) == "this session has no panel");
    CHECK(story(RestartUnit{Unit::panel}).empty());
    CHECK(story(Terminate{}) == "term others, term wm");
}
