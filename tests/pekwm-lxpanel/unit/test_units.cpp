// How a session goes on: what its programs do and what is asked of them, with no process, no display and no
// clock.
#include "story.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace supervisor;
using namespace std::chrono_literals;

TEST_CASE("a panel that crashes comes back, ever later, until it is given up") {
    Story story;
    story.until(State::running);
    const std::vector<Time> waits{100ms, 200ms, 400ms, 800ms, 1600ms};
    for (const Time wait : waits) {
        const Time crash = story.now;
        CHECK(story(Exited{Unit::panel, false, "signal 11"}).empty());
        CHECK(story.state() == State::recover);
        CHECK(story.wait() == "watch dock, start panel");
        CHECK(story.now - crash == wait);
        CHECK(story(Started{Unit::panel}).empty());
        CHECK(story(DockReady{}).empty()); // autostart is done once
        CHECK(story.state() == State::running);
    }
    CHECK(story.session.restarts(Unit::panel) == 5);
    story.logged.clear();
    CHECK(story(Exited{Unit::panel, false, "signal 11"}) == "leave dock");
    CHECK(story.state() == State::degraded);
    CHECK(story.logged == "signal 11; that is more than 5 times in 30 s; the session goes on without it\n"
                          "state DEGRADED\n");
    CHECK_FALSE(story.session.deadline());
    CHECK_FALSE(story.session.restartRefusal(Unit::panel));
    CHECK(story(RestartUnit{Unit::panel}) == "watch dock, start panel");
    CHECK(story(Started{Unit::panel}).empty());
    CHECK(story(DockReady{}).empty());
    CHECK(story.state() == State::running);
}

TEST_CASE("crashes that lie far apart are not added up") {
    Story story;
    story.until(State::running);
    for (int i = 0; i < 20; ++i) {
        CHECK(story(Exited{Unit::wm, false, "signal 11"}).empty());
        CHECK(story.wait() == "watch wm, start wm");
        (void)story(Started{Unit::wm});
        (void)story(WmReady{});
        CHECK(story.state() == State::running);
        story.now += 31s;
    }
}

TEST_CASE("a window manager that crashes too often ends the session") {
    Story story;
    story.until(State::running);
    for (int i = 0; i < 5; ++i) {
        (void)story(Exited{Unit::wm, false, "signal 11"});
        CHECK(story.wait() == "watch wm, start wm");
        (void)story(Started{Unit::wm});
    }
    CHECK(story(Exited{Unit::wm, false, "signal 11"}) == "term others, term panel");
    CHECK(story(Exited{Unit::panel, true, ""}) == "term all");
    CHECK(story(NoChildren{}) == "exit 7");
}

TEST_CASE("a panel that shows no dock is kept, and welcome when it does") {
    Story story;
    story.until(State::waitDock);
    CHECK(story.wait().empty());
    CHECK(story.now == 5s);
    CHECK(story.wait() == "start menu, autostart");
    CHECK(story.state() == State::degraded);
    CHECK(story(DockReady{}).empty());
    CHECK(story.state() == State::running);
}

TEST_CASE("a panel that reserves no room is ready a moment after it is on the screen") {
    Policy policy;
    policy.panelModule = true; // whose fault it is not
    Story story(policy);
    story.until(State::waitDock);
    CHECK(story.at(1s, DockShown{}).empty());
    CHECK(story.state() == State::waitDock);
    CHECK(story.wait() == "leave dock");
    CHECK(story.now == 1300ms);
    CHECK(story.wait() == "start menu, autostart");
    CHECK(story.state() == State::running);

    // The room is reserved in time: as ever.
    Story usual;
    usual.until(State::waitDock);
    CHECK(usual.at(1s, DockShown{}).empty());
    CHECK(usual.at(1100ms, DockReady{}).empty());
    CHECK(usual.wait() == "start menu, autostart");
    CHECK(usual.state() == State::running);

    // Late, and there after all.
    Story late(policy);
    late.until(State::waitDock);
    CHECK(late.wait() == "ask module");
    CHECK(late.wait() == "start menu, autostart");
    CHECK(late.state() == State::degraded);
    CHECK(late(DockShown{}).empty());
    CHECK(late(PanelModule{true}).empty()); // it does not hang in it
    CHECK(late.wait() == "leave dock");
    CHECK(late.state() == State::running);
}

TEST_CASE("a panel that leaves politely is not restarted, unless it is to be") {
    Story story;
    story.until(State::running);
    CHECK(story(Exited{Unit::panel, true, ""}) == "leave dock");
    CHECK(story.state() == State::degraded);
    Policy policy;
    policy.settings.panel.restart = config::Restart::always;
    Story always(policy);
    always.until(State::running);
    CHECK(always(Exited{Unit::panel, true, ""}).empty());
    CHECK(always.state() == State::recover);
    policy.settings.panel.restart = config::Restart::never;
    Story never(policy);
    never.until(State::running);
    CHECK(never(Exited{Unit::panel, false, "signal 11"}) == "leave dock");
    CHECK(never.state() == State::degraded);
}

TEST_CASE("a window manager that leaves") {
    Story story;
    story.until(State::running);
    CHECK(story(Exited{Unit::wm, true, ""}) == "owner?");
    SUBCASE("is a logout when nobody comes") {
        CHECK(story(WmOwner{false}).empty());
        CHECK(story.wait() == "close");
        CHECK(story.now == 200ms);
        CHECK(story(WindowsClosed{}) == "term others, term panel");
        CHECK(story(Exited{Unit::panel, false, ""}) == "term all");
        CHECK(story(NoChildren{}) == "exit 0");
    }
    SUBCASE("was replaced when somebody has come, until that one leaves too") {
        CHECK(story(WmOwner{true}) == "watch foreign");
        CHECK(story.state() == State::running);
        CHECK_FALSE(story.session.deadline());
        CHECK(story.session.restartRefusal(Unit::wm) == "the wm is not this session's");
        CHECK(story(RestartUnit{Unit::wm}).empty());
        CHECK(story(ForeignWmGone{}) == "owner?");
        CHECK(story.wait() == "close");
    }
    SUBCASE("has lost the display") {
        CHECK(story(DisplayLost{}) == "term all");
        CHECK(story.state() == State::xLost);
        CHECK(story(NoChildren{}) == "exit 9");
    }
}

TEST_CASE("a window manager that leaves before it was ready") {
    Story taken;
    taken.until(State::waitWm);
    CHECK(taken(Exited{Unit::wm, true, ""}) == "owner?");
    CHECK(taken(WmOwner{true}) == "term others, term all");
    CHECK(taken(NoChildren{}) == "exit 5");
    Story failed;
    failed.until(State::waitWm);
    (void)failed(Exited{Unit::wm, true, ""});
    CHECK(failed.wait().empty());
    CHECK(failed.state() == State::recover);
    CHECK(failed.wait() == "watch wm, start wm");
}

TEST_CASE("a window manager that is started again and leaves before it was ready") {
    Story story;
    story.until(State::running);
    (void)story(Exited{Unit::wm, false, "signal 11"});
    CHECK(story.wait() == "watch wm, start wm");
    (void)story(Started{Unit::wm});
    CHECK(story(Exited{Unit::wm, true, ""}) == "owner?");
    CHECK(story.wait().empty()); // no logout: it has never managed anything
    CHECK(story.wait() == "watch wm, start wm");
}

TEST_CASE("on_wm_exit = restart") {
    Policy policy;
    policy.settings.onWmExit = config::OnWmExit::restart;
    Story story(policy);
    story.until(State::running);
    CHECK(story(Exited{Unit::wm, true, ""}) == "owner?");
    CHECK(story.wait().empty());
    CHECK(story.wait() == "watch wm, start wm");
}

TEST_CASE("the generator") {
    Story story;
    story.until(State::running);
    CHECK(story(Exited{Unit::menu, false, "signal 9"}).empty());
    CHECK(story.state() == State::running); // nobody sees a difference
    CHECK(story.wait() == "start menu");
    CHECK(story(Started{Unit::menu}).empty());
    CHECK_FALSE(story.session.deadline());
    SUBCASE("is started anew on request, and killed where it hangs") {
        CHECK(story(RestartUnit{Unit::menu}) == "term menu");
        CHECK(story(RestartUnit{Unit::menu}).empty());
        const Time asked = story.now;
        CHECK(story.wait() == "kill menu");
        CHECK(story.now - asked == 10s);
        CHECK(story(Exited{Unit::menu, false, "signal 9"}) == "start menu");
    }
    SUBCASE("is given up, and the session goes on") {
        for (int i = 0; i < 4; ++i) {
            (void)story(Exited{Unit::menu, true, "exit status 0"});
            CHECK(story.wait() == "start menu");
            (void)story(Started{Unit::menu});
        }
        story.logged.clear();
        CHECK(story(Exited{Unit::menu, false, "exit status 1"}).empty());
        CHECK(story.logged.find("the menus stay as they are") != std::string::npos);
        CHECK(story.state() == State::running);
    }
    SUBCASE("that runs only once is not restarted") {
        config::Settings settings;
        settings.menuWatch = false;
        story.session.setSettings(settings);
        CHECK(story(Exited{Unit::menu, true, ""}) == "show menu");
        CHECK_FALSE(story.session.deadline());
        CHECK(story(RestartUnit{Unit::menu}) == "start menu");
        CHECK(story(Started{Unit::menu}).empty());
        const Time started = story.now;
        CHECK(story.wait() == "kill menu"); // where it hangs
        CHECK(story.now - started == 10s);
        CHECK(story(Exited{Unit::menu, false, "signal 9"}).empty());
        CHECK(story.wait() == "start menu");
    }
}

TEST_CASE("a restart on request") {
    Story story;
    story.until(State::running);
    CHECK(story(RestartUnit{Unit::wm}) == "term wm");
    CHECK(story.state() == State::recover);
    SUBCASE("of one that obeys") {
        CHECK(story(Exited{Unit::wm, true, ""}) == "watch wm, start wm");
    }
    SUBCASE("of one that does not") {
        CHECK(story.wait() == "kill wm");
        CHECK(story.now == 3s);
        CHECK(story(Exited{Unit::wm, false, "signal 9"}) == "watch wm, start wm");
    }
    (void)story(Started{Unit::wm});
    (void)story(WmReady{});
    CHECK(story.state() == State::running);
    CHECK(story.session.restarts(Unit::wm) == 0); // it was no failure
}

TEST_CASE("a panel waits for the window manager that is started anew with it") {
    Story story;
    story.until(State::running);
    CHECK(story(RestartUnit{Unit::wm}) == "term wm");
    CHECK(story(RestartUnit{Unit::panel}) == "term panel");
    CHECK(story(Exited{Unit::panel, true, ""}).empty());
    CHECK(story.session.status(Unit::panel) == UnitStatus::restarting);
    CHECK(story(RestartUnit{Unit::panel}).empty());
    CHECK(story(Exited{Unit::wm, true, ""}) == "watch wm, start wm");
    (void)story(Started{Unit::wm});
    SUBCASE("until that is ready") {
        CHECK(story(WmReady{}) == "watch dock, start panel");
    }
    SUBCASE("or late") {
        CHECK(story.wait() == "watch dock, start panel");
    }
    SUBCASE("and not at all where the session ends") {
        CHECK(story(Terminate{}) == "term others, term wm");
        CHECK(story(WmReady{}).empty());
        return;
    }
    (void)story(Started{Unit::panel});
    (void)story(DockReady{});
    CHECK(story.session.status(Unit::panel) == UnitStatus::ready);
}

TEST_CASE("a panel that crashes while the window manager does") {
    Story story;
    story.until(State::running);
    (void)story(Exited{Unit::wm, false, "signal 11"});
    (void)story(Exited{Unit::panel, false, "signal 11"});
    CHECK(story.wait() == "watch wm, start wm");
    CHECK(story.at(story.now + 1ms, TimeReached{}).empty());
    (void)story(Started{Unit::wm});
    CHECK(story(WmReady{}) == "watch dock, start panel");
}

TEST_CASE("a restart that is wanted while all comes up is made when it is up") {
    Story story;
    story.until(State::waitDock);
    CHECK(story(RestartUnit{Unit::wm}).empty());
    CHECK(story.session.restartRefusal(Unit::wm)); // whoever asks for one by hand is told
    CHECK(story(DockReady{}).empty());
    CHECK(story.wait() == "start menu, autostart, term wm");
    CHECK(story(Exited{Unit::wm, true, "exit status 0"}) == "watch wm, start wm");
    (void)story(Started{Unit::wm});
    (void)story(WmReady{});
    CHECK(story.state() == State::running);

    // What was started anew for another reason has what it was wanted for.
    Story crash;
    crash.until(State::waitDock);
    CHECK(crash(RestartUnit{Unit::panel}).empty());
    (void)crash(Exited{Unit::panel, false, "signal 11"});
    CHECK(crash.wait() == "watch dock, start panel");
    (void)crash(Started{Unit::panel});
    CHECK(crash(DockReady{}).empty());
    CHECK(crash.wait() == "start menu, autostart");
}
