#include "supervisor/supervisor.hpp"

#include <fmt/core.h>

namespace supervisor {

using Kind = Action::Kind;

Actions Supervisor::handle(const Event& event, Time now) {
    now_ = now;
    actions_.clear();
    const std::optional<State> before = phase_ == Phase::up ? std::optional(state()) : std::nullopt;
    if (phase_ != Phase::end) std::visit([this](const auto& what) { on(what); }, event);
    if (before && phase_ == Phase::up && state() != *before) logState();
    return std::move(actions_);
}

std::optional<Time> Supervisor::deadline() const {
    std::optional<Time> soonest;
    for (const auto& due :
         {phaseDue_, retryDue_, evictDue_, settleDue_, units_[0].due, units_[1].due, units_[2].due})
        if (due && (!soonest || *due < *soonest)) soonest = due;
    return soonest;
}

State Supervisor::state() const {
    const UnitStatus wm = status(Unit::wm);
    const UnitStatus panel = status(Unit::panel);
    switch (phase_) {
    case Phase::init:
        return State::init;
    case Phase::waitX:
        return State::waitX;
    case Phase::prepare:
        return State::prepare;
    case Phase::bringUp:
        if (wm == UnitStatus::starting) return State::startWm;
        if (panel == UnitStatus::starting) return State::startPanel;
        if (wm == UnitStatus::restarting || panel == UnitStatus::restarting) return State::recover;
        return panel == UnitStatus::waiting || settleDue_ ? State::waitDock : State::waitWm;
    case Phase::up:
        if (panel == UnitStatus::givenUp || panel == UnitStatus::late) return State::degraded;
        for (const UnitStatus unit : {wm, policy_.panelWanted ? panel : UnitStatus::ready})
            if (unit != UnitStatus::ready && unit != UnitStatus::foreign && unit != UnitStatus::late)
                return State::recover;
        return State::running;
    case Phase::stopping:
        return displayLost_ ? State::xLost : State::stopping;
    case Phase::end:
        return State::end;
    }
    return State::end;
}

bool Supervisor::runs(Unit unit) const {
    switch (at(unit).status) {
    case UnitStatus::starting:
    case UnitStatus::waiting:
    case UnitStatus::ready:
    case UnitStatus::late:
    case UnitStatus::asked:
        return true;
    default:
        return false;
    }
}

void Supervisor::log(Level level, std::string_view about, std::string text) {
    actions_.push_back({Kind::log, Unit::wm, 0, level, about, std::move(text)});
}

void Supervisor::logState() {
    log(Level::info, "session", fmt::format("state {}", name(state())));
}

void Supervisor::on(const TimeReached&) {
    if (retryDue_ && *retryDue_ <= now_) tryDisplay();
    if (settleDue_ && *settleDue_ <= now_) {
        settleDue_.reset();
        enterUp();
    }
    if (evictDue_ && *evictDue_ <= now_) {
        evictDue_.reset();
        log(Level::warning, "x", "the other session does not leave, and is ended");
        act(Kind::evictSession);
    }
    for (const Unit unit : {Unit::wm, Unit::panel, Unit::menu})
        if (const auto due = at(unit).due; due && *due <= now_ && phase_ != Phase::stopping) unitTime(unit);
    if (!phaseDue_ || *phaseDue_ > now_) return;
    phaseDue_.reset();
    if (phase_ == Phase::waitX) {
        log(Level::error, "x", fmt::format("no display within {} ms", policy_.settings.xTimeout.count()));
        finish(exitNoDisplay);
    } else if (phase_ == Phase::stopping) {
        if (stage_ == Stage::closeWindows) return enterStage(Stage::panel);
        if (stage_ != Stage::kill) return enterStage(Stage::kill);
        log(Level::error, "session", "some processes could not be ended");
        finish(exitStatus_);
    }
}

} // namespace supervisor
