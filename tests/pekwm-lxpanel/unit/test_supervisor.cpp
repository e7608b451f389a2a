// Every transition of the session, with no process, no display and no clock.
#include "supervisor/supervisor.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <string>
#include <vector>

using namespace supervisor;
using namespace std::chrono_literals;

namespace {

std::string text(const Action& action) {
    using Kind = Action::Kind;
    const std::string unit(name(action.unit));
    switch (action.kind) {
    case Kind::tryDisplay:
        return "try";
    case Kind::claimDisplay:
        return "claim";
    case Kind::prepare:
        return "prepare";
    case Kind::start:
        return "start " + unit;
    case Kind::terminate:
        return "term " + unit;
    case Kind::kill:
        return "kill " + unit;
    case Kind::watchWm:
        return "watch wm";
    case Kind::watchDock:
        return "watch dock";
    case Kind::askWmOwner:
        return "owner?";
    case Kind::watchForeignWm:
        return "watch foreign";
    case Kind::startAutostart:
        return "autostart";
    case Kind::closeWindows:
        return "close";
    case Kind::terminateOthers:
        return "term others";
    case Kind::terminateAll:
        return "term all";
    case Kind::killAll:
        return "kill all";
    case Kind::log:
        return {};
    case Kind::exit:
        return fmt::format("exit {}", action.status);
    }
    return "?";
}

/// A session at some moment; what it does is said in a line.
struct Story {
    explicit Story(Policy policy = {}) : session(std::move(policy)) {}

    std::string operator()(const Event& event) {
        std::string said;
        for (const Action& action : session.handle(event, now)) {
            if (action.kind == Action::Kind::log) logged += action.text + "\n";
            const std::string part = text(action);
            if (!part.empty()) said += (said.empty() ? "" : ", ") + part;
        }
        return said;
    }
    std::string at(Time time, const Event& event) {
        now = time;
        return (*this)(event);
    }
    /// Lets time pass to the next deadline.
    std::string wait() {
        REQUIRE(session.deadline());
        return at(*session.deadline(), TimeReached{});
    }
    State state() const { return session.state(); }

    /// Up to a state on the straight way.
    Story& until(State wanted) {
        const std::vector<Event> way{Begin{},
                                     DisplayAnswer{DisplayAnswer::Is::open},
                                     DisplayClaim{DisplayClaim::Is::free},
                                     Prepared{true, true},
                                     Started{Unit::wm},
                                     WmReady{},
                                     Started{Unit::panel},
                                     DockReady{},
                                     Started{Unit::menu}};
        for (const Event& event : way) {
            if (state() == wanted) {
                if (wanted == State::running) (void)(*this)(Started{Unit::menu});
                return *this;
            }
            (void)(*this)(event);
        }
        REQUIRE(state() == wanted);
        return *this;
    }

    Supervisor session;
    Time now{0};
    std::string logged;
};

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
        {DockReady{}, "start menu, autostart", State::running},
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

    // One that hangs, so that no answer ever comes.
    Story silent;
    (void)silent(Begin{});
    CHECK(silent.wait() == "exit 4");
}

TEST_CASE("a display that refuses is given a second") {
    Story story;
    (void)story(Begin{});
    CHECK(story(DisplayAnswer{DisplayAnswer::Is::refused}).empty());
    CHECK(story.at(999ms, DisplayAnswer{DisplayAnswer::Is::refused}).empty());
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

TEST_CASE("a menu that is not there is made at once, and nobody waits for it") {
    Story story;
    story.until(State::prepare);
    CHECK(story(Prepared{true, false}) == "watch wm, start wm, start menu");
    (void)story(Started{Unit::wm});
    (void)story(Started{Unit::menu});
    CHECK(story(WmReady{}) == "watch dock, start panel");
    (void)story(Started{Unit::panel});
    CHECK(story(DockReady{}) == "autostart");
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
    CHECK(panel(StartFailed{Unit::panel, true}) == "start menu, autostart");
    CHECK(panel.state() == State::degraded);

    Story menu;
    menu.until(State::running);
    Story other;
    other.until(State::waitDock);
    CHECK(other(DockReady{}) == "start menu, autostart");
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
    CHECK(story(WmReady{}) == "start menu, autostart");
    CHECK(story.state() == State::running);
    CHECK(story(RestartUnit{Unit::panel}).empty());
    CHECK(story(Terminate{}) == "term others, term wm");
}

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
    CHECK(story(Exited{Unit::panel, false, "signal 11"}).empty());
    CHECK(story.state() == State::degraded);
    CHECK(story.logged == "signal 11; that is more than 5 times in 30 s; the session goes on without it\n");
    CHECK_FALSE(story.session.deadline());
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
    CHECK(story.wait() == "start menu, autostart");
    CHECK(story.now == 5s);
    CHECK(story.state() == State::degraded);
    CHECK(story(DockReady{}).empty());
    CHECK(story.state() == State::running);
}

TEST_CASE("a panel that leaves politely is not restarted, unless it is to be") {
    Story story;
    story.until(State::running);
    CHECK(story(Exited{Unit::panel, true, ""}).empty());
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
    CHECK(never(Exited{Unit::panel, false, "signal 11"}).empty());
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
        CHECK(story(Exited{Unit::menu, true, ""}).empty());
        CHECK_FALSE(story.session.deadline());
        CHECK(story(RestartUnit{Unit::menu}) == "start menu");
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

TEST_CASE("logout asks the windows first, and does not wait for ever") {
    Story story;
    story.until(State::running);
    CHECK(story(Logout{}) == "close");
    CHECK(story(Logout{}).empty());
    CHECK(story.wait() == "term others, term panel");
    CHECK(story.now == 2s);
    CHECK(story(Exited{Unit::panel, false, ""}) == "term wm");
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
