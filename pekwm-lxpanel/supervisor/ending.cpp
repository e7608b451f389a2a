// How a session ends: in stages, each of which has its time.
#include "supervisor/supervisor.hpp"

#include <algorithm>

namespace supervisor {

using Kind = Action::Kind;

void Supervisor::on(const Terminate&) {
    if (phase_ == Phase::stopping && stage_ == Stage::closeWindows) {
        log(Level::info, "session", "asked to end: windows are waited for no longer");
        return enterStage(Stage::panel);
    }
    if (phase_ == Phase::stopping) {
        if (stage_ != Stage::kill) {
            log(Level::warning, "session", "asked again to end: at once");
            enterStage(Stage::kill);
        }
        return;
    }
    stop(exitLogout, Stage::panel, "asked to end");
}

void Supervisor::on(const Logout&) {
    if (phase_ != Phase::stopping) stop(exitLogout, Stage::closeWindows, "logout");
}

void Supervisor::on(const Replaced&) {
    if (phase_ != Phase::stopping) stop(exitLogout, Stage::panel, "another session has taken the display");
}

void Supervisor::on(const DisplayLost&) {
    if (displayLost_) return;
    const bool stopping = phase_ == Phase::stopping;
    displayLost_ = true;
    log(Level::error, "x", "the display is gone");
    if (stopping) {
        if (stage_ != Stage::kill) enterStage(Stage::rest);
        return;
    }
    stop(policy_.settings.onXLost == config::OnXLost::fail ? exitDisplayLost : exitLogout, Stage::rest,
         "no display, nothing is restarted");
}

void Supervisor::on(const WindowsClosed&) {
    if (phase_ == Phase::stopping && stage_ == Stage::closeWindows) enterStage(Stage::panel);
}

void Supervisor::on(const NoChildren&) {
    if (phase_ == Phase::stopping && (stage_ == Stage::rest || stage_ == Stage::kill)) finish(exitStatus_);
}

void Supervisor::stop(int status, Stage first, const std::string& why) {
    phase_ = Phase::stopping;
    exitStatus_ = status;
    expectNothing();
    for (UnitData& unit : units_) {
        if (unit.status == UnitStatus::restarting || unit.status == UnitStatus::judged)
            unit.status = UnitStatus::stopped;
    }
    log(status == exitLogout ? Level::info : Level::error, "session", "stopping: " + why);
    // Nothing is to be closed where nothing was ever shown.
    if (first == Stage::closeWindows && !at(Unit::wm).wasReady) first = Stage::panel;
    enterStage(first);
}

void Supervisor::enterStage(Stage stage) {
    // With the display gone everything ends by itself; what does not is not waited for.
    constexpr Time lostPatience{300};
    const auto& settings = policy_.settings;
    if (stage == Stage::closeWindows)
        phaseDue_ = now_ + settings.logoutTimeout;
    else if (stage == Stage::kill)
        phaseDue_ =
            now_ + (displayLost_ ? std::min(settings.killTimeout, lostPatience) : settings.killTimeout);
    else if (displayLost_)
        phaseDue_ = now_ + std::min(settings.stopTimeout, lostPatience);
    else if (stage_ == Stage::closeWindows || stage == Stage::panel || !phaseDue_)
        phaseDue_ = now_ + settings.stopTimeout; // from the panel to the last orphan, all in one
    stage_ = stage;
    switch (stage) {
    case Stage::closeWindows:
        return act(Kind::closeWindows);
    case Stage::panel:
        act(Kind::terminateOthers);
        if (!runs(Unit::panel)) return enterStage(Stage::wm);
        return act(Kind::terminate, Unit::panel);
    case Stage::wm:
        if (!runs(Unit::wm)) return enterStage(Stage::rest);
        return act(Kind::terminate, Unit::wm);
    case Stage::rest:
        return act(Kind::terminateAll);
    case Stage::kill:
        return act(Kind::killAll);
    }
}

void Supervisor::stageDone(Unit unit) {
    if (stage_ == Stage::panel && unit == Unit::panel)
        enterStage(Stage::wm);
    else if (stage_ == Stage::wm && unit == Unit::wm)
        enterStage(Stage::rest);
}

/// No time but that of the phase itself counts any more.
void Supervisor::expectNothing() {
    retryDue_.reset();
    evictDue_.reset();
    settleDue_.reset();
    for (UnitData& unit : units_)
        unit.due.reset();
}

void Supervisor::finish(int status) {
    phase_ = Phase::end;
    phaseDue_.reset();
    expectNothing();
    actions_.push_back({Kind::exit, Unit::wm, status});
}

} // namespace supervisor
