// How a session begins: a display that answers and is free, and what must be there before the first program.
#include "supervisor/supervisor.hpp"

#include <algorithm>

namespace supervisor {

using namespace std::chrono_literals;
using Kind = Action::Kind;

namespace {

constexpr Time firstRetry = 20ms;
constexpr Time longestRetry = 250ms;
/// A server that is resetting may take a connection and never answer on it; the next one is answered.
constexpr Time silence = 3000ms;
/// A server that is just starting may refuse at first; one that still does after this will go on.
constexpr Time refusalPatience = 1000ms;
/// What a session needs beside its timeouts to be gone.
constexpr Time farewell = 1000ms;

} // namespace

void Supervisor::on(const Begin&) {
    if (phase_ != Phase::init) return;
    phase_ = Phase::waitX;
    phaseDue_ = now_ + policy_.settings.xTimeout;
    retryWait_ = firstRetry;
    tryDisplay();
}

void Supervisor::tryDisplay() {
    retryDue_ = now_ + silence;
    act(Kind::tryDisplay);
}

void Supervisor::on(const DisplayAnswer& answer) {
    if (phase_ != Phase::waitX) return;
    if (answer.is == DisplayAnswer::Is::open) {
        retryDue_.reset();
        if (policy_.replace) waitForOldSession();
        return act(Kind::claimDisplay);
    }
    if (answer.is == DisplayAnswer::Is::refused) {
        if (!firstRefusal_) firstRefusal_ = now_;
        if (now_ - *firstRefusal_ >= refusalPatience) {
            log(Level::error, "x", "the display refuses the connection; is XAUTHORITY right?");
            return finish(exitNoDisplay);
        }
    } else {
        firstRefusal_.reset(); // the server that refused has gone
    }
    retryDue_ = now_ + retryWait_;
    retryWait_ = std::min(retryWait_ * 2, longestRetry);
}

/// One that works ends within its own two timeouts; one that hangs is not waited for much longer.
void Supervisor::waitForOldSession() {
    const Time longest = policy_.settings.stopTimeout + policy_.settings.killTimeout + farewell;
    evictDue_ = now_ + longest;
    phaseDue_ = std::max(phaseDue_.value_or(now_), now_ + longest + farewell);
}

void Supervisor::on(const DisplayClaim& claim) {
    if (phase_ != Phase::waitX) return;
    evictDue_.reset();
    if (claim.is != DisplayClaim::Is::free) {
        log(Level::error, "x",
            claim.is == DisplayClaim::Is::hasWm ? "another window manager runs on the display"
                                                : "another session runs on the display; --replace ends it");
        return finish(exitManaged);
    }
    phase_ = Phase::prepare;
    phaseDue_.reset();
    act(Kind::prepare);
}

void Supervisor::on(const Prepared& prepared) {
    if (phase_ != Phase::prepare) return;
    if (!prepared.folders) {
        log(Level::error, "session", "there is no folder that can be written: no home, no /tmp");
        return stop(exitNoFolder, Stage::rest, "nothing can be written");
    }
    startWm();
    // A menu of the last session will do until the panel is painted. One that is not there is made while the
    // window manager starts, and loaded when both are ready.
    if (!prepared.menuComes) startMenu();
}

} // namespace supervisor
