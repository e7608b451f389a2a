// The module of the panel: what goes wrong with it costs one restart, or two where it hangs.
#include "story.hpp"

#include <chrono>
#include <doctest/doctest.h>

using namespace supervisor;

namespace {

Policy withModule() {
    Policy policy;
    policy.panelModule = true;
    return policy;
}

const Exited crash{Unit::panel, false, "signal 11", true};

} // namespace

TEST_CASE("a panel that crashes with its module is started without it") {
    Story story(withModule());
    story.until(State::running);
    CHECK(story(crash).empty());
    CHECK(story.logged.find("has crashed with its module, and starts without it") != std::string::npos);
    CHECK(story.wait() == "watch dock, start panel, plain");
    CHECK(story.session.restarts(Unit::panel) == 1);

    // The next time it is not the module's fault, and nobody says so.
    story.logged.clear();
    (void)story(Started{Unit::panel});
    (void)story(DockReady{});
    (void)story(crash);
    CHECK(story.logged.find("module") == std::string::npos);
    CHECK(story.wait() == "watch dock, start panel, plain");
}

TEST_CASE("also where that happens before there is a panel") {
    Story story(withModule());
    story.until(State::waitDock);
    (void)story(crash);
    CHECK(story.wait() == "watch dock, start panel, plain");
    (void)story(Started{Unit::panel});
    CHECK(story(DockReady{}).empty());
    CHECK(story.wait() == "start menu, autostart");
    CHECK(story.state() == State::running);
}

TEST_CASE("a panel that somebody kills keeps its module") {
    Story story(withModule());
    story.until(State::running);
    (void)story(Exited{Unit::panel, false, "signal 9", false});
    CHECK(story.wait() == "watch dock, start panel");
}

TEST_CASE("a panel without a module crashes as ever") {
    Story story;
    story.until(State::running);
    (void)story(crash);
    CHECK(story.logged.find("module") == std::string::npos);
    CHECK(story.wait() == "watch dock, start panel");
}

TEST_CASE("who asks for a restart gets the module again") {
    Story story(withModule());
    story.until(State::running);
    (void)story(crash);
    CHECK(story.wait() == "watch dock, start panel, plain");
    (void)story(Started{Unit::panel});
    (void)story(DockReady{});
    CHECK(story(RestartUnit{Unit::panel}) == "term panel");
    CHECK(story(Exited{Unit::panel, false, "signal 15", false}) == "watch dock, start panel");
}

namespace {

/// Lets a panel that was started show nothing, and gives what was the last to be done before the next.
std::string hangs(Story& story) {
    CHECK(story.wait().find("ask module") != std::string::npos);
    CHECK(story(PanelModule{true}) == "kill panel");
    (void)story(Exited{Unit::panel, false, "signal 9", false});
    std::string done = story.wait();
    while (done.find("start panel") == std::string::npos)
        done = story.wait();
    return done;
}

} // namespace

TEST_CASE("a panel that hangs twice in its module is started without it") {
    Story story(withModule());
    story.until(State::waitDock);
    CHECK(hangs(story).ends_with("watch dock, start panel"));
    CHECK(story.logged.find("is started anew") != std::string::npos);
    CHECK(story.logged.find("without its module") == std::string::npos);
    (void)story(Started{Unit::panel});
    CHECK(hangs(story).ends_with("watch dock, start panel, plain"));
    CHECK(story.logged.find("is started anew, without its module") != std::string::npos);

    // Without it, nobody is asked.
    (void)story(Started{Unit::panel});
    CHECK(story.wait().find("ask module") == std::string::npos);
}

TEST_CASE("who asks for a restart gives a panel that hangs two chances again") {
    Story story(withModule());
    story.until(State::waitDock);
    (void)hangs(story);
    (void)story(Started{Unit::panel});
    (void)hangs(story);
    (void)story(Started{Unit::panel});
    CHECK(story(RestartUnit{Unit::panel}) == "term panel");
    (void)story(Exited{Unit::panel, false, "signal 15", false});
    (void)story(Started{Unit::panel});
    CHECK(hangs(story).ends_with("watch dock, start panel"));
}

TEST_CASE("a panel that hangs now and then keeps its module") {
    Story story(withModule());
    story.until(State::waitDock);
    for (int times = 0; times < 3; ++times) {
        CHECK(hangs(story).ends_with("watch dock, start panel"));
        (void)story(Started{Unit::panel});
        story.logged.clear();
        (void)story(DockReady{});
        story.now += std::chrono::minutes(1); // not too often in too short a time
        CHECK(story.state() == State::running);
        CHECK(story.logged.find("state RUNNING") != std::string::npos);
        CHECK(story(Exited{Unit::panel, false, "signal 9", false}).empty());
        CHECK(story.logged.find("state RECOVER") != std::string::npos);
        while (story.wait().find("start panel") == std::string::npos) {
        }
        (void)story(Started{Unit::panel});
    }
}

TEST_CASE("a panel that shows nothing and has not loaded the module is left alone") {
    Story story(withModule());
    story.until(State::waitDock);
    (void)story.wait();
    CHECK(story(PanelModule{false}).empty());
    CHECK(story.logged.find("without its module") == std::string::npos);
}

TEST_CASE("a panel whose dock came after all is left alone") {
    Story story(withModule());
    story.until(State::waitDock);
    (void)story.wait();
    (void)story(DockReady{});
    CHECK(story(PanelModule{true}).empty());
}
