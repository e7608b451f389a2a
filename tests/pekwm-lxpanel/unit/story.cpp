#include "story.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <vector>

using namespace supervisor;

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
        return "start " + unit + (action.plain ? ", plain" : "");
    case Kind::terminate:
        return "term " + unit;
    case Kind::kill:
        return "kill " + unit;
    case Kind::watchWm:
        return "watch wm";
    case Kind::leaveDock:
        return "leave dock";
    case Kind::watchDock:
        return "watch dock";
    case Kind::askPanelModule:
        return "ask module";
    case Kind::askWmOwner:
        return "owner?";
    case Kind::watchForeignWm:
        return "watch foreign";
    case Kind::evictSession:
        return "evict";
    case Kind::showMenu:
        return "show menu";
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

} // namespace

std::string Story::operator()(const Event& event) {
    std::string said;
    for (const Action& action : session.handle(event, now)) {
        if (action.kind == Action::Kind::log) logged += action.text + "\n";
        const std::string part = text(action);
        if (!part.empty()) said += (said.empty() ? "" : ", ") + part;
    }
    return said;
}

std::string Story::wait() {
    REQUIRE(session.deadline());
    return at(*session.deadline(), TimeReached{});
}

Story& Story::until(State wanted) {
    const std::vector<Event> way{Begin{},
                                 DisplayAnswer{DisplayAnswer::Is::open},
                                 DisplayClaim{DisplayClaim::Is::free},
                                 Prepared{true, true},
                                 Started{Unit::wm},
                                 WmReady{},
                                 Started{Unit::panel},
                                 DockReady{}};
    for (const Event& event : way) {
        if (state() == wanted) return *this;
        (void)(*this)(event);
    }
    REQUIRE(wanted == State::running);
    (void)wait(); // the panel paints, then the rest is started
    REQUIRE(state() == wanted);
    (void)(*this)(Started{Unit::menu});
    now = Time(0); // nothing is due: times are counted from here
    return *this;
}
