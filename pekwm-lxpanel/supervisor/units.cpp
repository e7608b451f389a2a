// The programs of a session: when each is started, and what follows when it is ready, late, or has ended.
#include "supervisor/supervisor.hpp"

#include <fmt/core.h>
#include <utility>

namespace supervisor {

using namespace std::chrono_literals;
using Kind = Action::Kind;

namespace {

/// What a panel needs from its window to its picture, with something to spare.
constexpr Time painting = 100ms;
/// What a panel on the screen needs until room is reserved for it.
constexpr Time reserving = 300ms;
/// How long a window manager that leaves politely has for its successor to show up.
constexpr Time succession = 200ms;

} // namespace

void Supervisor::startWm() {
    phase_ = Phase::bringUp;
    start(Unit::wm);
}

void Supervisor::start(Unit unit) {
    if (unit == Unit::panel && wmIsComing()) {
        at(Unit::panel).status = UnitStatus::restarting;
        panelHeld_ = true;
        return;
    }
    at(unit).status = UnitStatus::starting;
    at(unit).due.reset();
    at(unit).cameUp = false;
    if (unit == Unit::panel) dockShown_ = false;
    // Before the program runs, so that nothing it does is missed.
    if (unit != Unit::menu) act(unit == Unit::wm ? Kind::watchWm : Kind::watchDock);
    act(Kind::start, unit);
    actions_.back().plain = unit == Unit::panel && panelPlain_;
}

/// A window that is mapped just then may get lost: the old window manager has been told of it and does not
/// act any more, and the new one takes only what is on the screen.
bool Supervisor::wmIsComing() const {
    switch (at(Unit::wm).status) {
    case UnitStatus::starting:
    case UnitStatus::waiting:
    case UnitStatus::asked:
    case UnitStatus::restarting:
    case UnitStatus::judged:
        return true;
    default:
        return false;
    }
}

void Supervisor::releasePanel() {
    if (std::exchange(panelHeld_, false) && phase_ != Phase::stopping) start(Unit::panel);
}

void Supervisor::startMenu() {
    if (at(Unit::menu).status == UnitStatus::stopped) start(Unit::menu);
}

void Supervisor::on(const Started& started) {
    UnitData& unit = at(started.unit);
    if (unit.status != UnitStatus::starting) return;
    unit.status = started.unit == Unit::menu ? UnitStatus::ready : UnitStatus::waiting;
    if (phase_ == Phase::stopping) return;
    if (started.unit != Unit::menu)
        unit.due = now_ + settings(started.unit).readyTimeout;
    else if (!policy_.settings.menuWatch)
        unit.due = now_ + policy_.settings.menuTimeout; // it runs once; one that watches keeps its own time
}

void Supervisor::on(const StartFailed& start) {
    if (phase_ == Phase::stopping) {
        at(start.unit).status = UnitStatus::stopped;
        return stageDone(start.unit);
    }
    if (at(start.unit).status != UnitStatus::starting) return;
    if (!start.missing) return failed(start.unit, "could not be started");
    if (start.unit != Unit::wm) return giveUp(start.unit, "is not installed");
    log(Level::error, "wm", "is not installed");
    at(Unit::wm).status = UnitStatus::stopped;
    stop(exitNoWm, Stage::panel, "there is no window manager");
}

void Supervisor::on(const WmReady&) {
    ready(Unit::wm);
}
void Supervisor::on(const DockReady&) {
    ready(Unit::panel);
}

/// A panel may well reserve no room: it waits a moment for that, and not for ever.
void Supervisor::on(const DockShown&) {
    dockShown_ = true;
    UnitData& panel = at(Unit::panel);
    if (panel.status == UnitStatus::waiting || panel.status == UnitStatus::late) panel.due = now_ + reserving;
}

void Supervisor::ready(Unit unit) {
    UnitData& data = at(unit);
    if (data.status != UnitStatus::starting && data.status != UnitStatus::waiting &&
        data.status != UnitStatus::late)
        return;
    data.status = UnitStatus::ready;
    data.due.reset();
    data.wasReady = true;
    data.cameUp = true;
    log(Level::info, name(unit), "ready");
    if (unit == Unit::wm) releasePanel();
    if (unit == Unit::panel) panelHung_ = false;
    if (phase_ != Phase::bringUp) return;
    if (unit == Unit::wm)
        panelOrUp();
    else
        settle();
}

/// In the first bring-up the panel comes after the window manager: what it starts would disturb it.
void Supervisor::panelOrUp() {
    if (!policy_.panelWanted) return settle();
    if (at(Unit::panel).status == UnitStatus::stopped) start(Unit::panel);
}

/// A panel whose window is there still has to paint it: what starts now would be in its way.
void Supervisor::settle() {
    if (!settleDue_) settleDue_ = now_ + painting;
}

void Supervisor::enterUp() {
    phase_ = Phase::up;
    logState();
    startMenu();
    if (policy_.settings.autostart) act(Kind::startAutostart);
    for (const Unit unit : {Unit::wm, Unit::panel, Unit::menu})
        if (at(unit).restartWanted) on(RestartUnit{unit});
}

void Supervisor::on(const Exited& exited) {
    UnitData& unit = at(exited.unit);
    const UnitStatus before = unit.status;
    unit.due.reset();
    unit.restartWanted = false; // its next start is one
    if (phase_ == Phase::stopping) {
        unit.status = UnitStatus::stopped;
        log(Level::info, name(exited.unit), "ended: " + exited.how);
        return stageDone(exited.unit);
    }
    if (before == UnitStatus::asked) {
        log(Level::info, name(exited.unit), "ended as asked");
        return start(exited.unit);
    }
    if (exited.unit == Unit::panel && exited.fault && panelMayHaveModule()) {
        panelPlain_ = true;
        log(Level::warning, "panel", "has crashed with its module, and starts without it from now on");
    }
    if (!exited.clean) return failed(exited.unit, exited.how);
    if (exited.unit == Unit::menu) return menuLeft();
    if (exited.unit == Unit::wm) return wmLeft();
    if (settings(Unit::panel).restart == config::Restart::always) return failed(Unit::panel, exited.how);
    giveUp(Unit::panel, "has left by itself");
}

/// A panel that shows nothing may be hung in its module. Once in some hundred starts lxpanel hangs all the
/// same, and the next one does not: so the module is to blame where that hangs, too. One that has not loaded
/// it has reasons of its own.
void Supervisor::on(const PanelModule& module) {
    if (!module.loaded || !panelMayHaveModule() || dockShown_ || at(Unit::panel).status != UnitStatus::late)
        return;
    panelPlain_ = std::exchange(panelHung_, true);
    log(Level::warning, "panel",
        panelPlain_ ? "is started anew, without its module from now on" : "is started anew");
    act(Kind::kill, Unit::panel);
}

void Supervisor::failed(Unit unit, const std::string& why) {
    UnitData& data = at(unit);
    data.due.reset();
    data.status = UnitStatus::givenUp;
    const bool may = settings(unit).restart != config::Restart::never;
    const auto wait = may ? data.history.next(settings(unit), now_) : std::nullopt;
    if (!wait) {
        return giveUp(unit, may ? fmt::format("{}; that is more than {} times in {} s", why,
                                              settings(unit).limit, settings(unit).limitWindow / 1s)
                                : why + "; it is not to be restarted");
    }
    data.status = UnitStatus::restarting;
    data.due = now_ + *wait;
    log(Level::warning, name(unit), fmt::format("{}; restart in {} ms", why, wait->count()));
}

void Supervisor::giveUp(Unit unit, const std::string& why) {
    UnitData& data = at(unit);
    data.due.reset();
    data.status = UnitStatus::givenUp;
    if (unit == Unit::wm) {
        log(Level::error, "wm", why + "; the session ends");
        return stop(exitWmCrashes, Stage::panel, "the window manager cannot be kept alive");
    }
    if (unit == Unit::menu) return log(Level::error, "menu", why + "; the menus stay as they are");
    log(Level::error, "panel", why + "; the session goes on without it");
    act(Kind::leaveDock);
    if (phase_ == Phase::bringUp) settle();
}

void Supervisor::wmLeft() {
    at(Unit::wm).status = UnitStatus::judged;
    at(Unit::wm).due = now_ + succession;
    act(Kind::askWmOwner);
}

void Supervisor::menuLeft() {
    if (policy_.settings.menuWatch) return failed(Unit::menu, "has left");
    at(Unit::menu).status = UnitStatus::stopped;
    act(Kind::showMenu);
}

void Supervisor::on(const WmOwner& owner) {
    UnitData& wm = at(Unit::wm);
    if (wm.status != UnitStatus::judged || !owner.owned) return;
    wm.due.reset();
    if (!wm.wasReady) {
        log(Level::error, "wm", "has left, since another window manager runs on the display");
        wm.status = UnitStatus::stopped;
        return stop(exitManaged, Stage::panel, "the display is managed by another");
    }
    wm.status = UnitStatus::foreign;
    log(Level::info, "wm", "was replaced by another window manager");
    act(Kind::watchForeignWm);
    releasePanel();
    if (phase_ == Phase::bringUp) panelOrUp();
}

void Supervisor::on(const ForeignWmGone&) {
    if (at(Unit::wm).status == UnitStatus::foreign && phase_ != Phase::stopping) wmLeft();
}

std::optional<std::string> Supervisor::restartRefusal(Unit unit) const {
    if (phase_ != Phase::up) return fmt::format("the session is in the state {}", name(state()));
    if (unit == Unit::panel && !policy_.panelWanted) return "this session has no panel";
    const UnitStatus status = at(unit).status;
    if (status == UnitStatus::foreign) return fmt::format("the {} is not this session's", name(unit));
    if (status == UnitStatus::starting || status == UnitStatus::judged)
        return fmt::format("the {} cannot be restarted while it is {}", name(unit), name(status));
    return std::nullopt;
}

void Supervisor::on(const RestartUnit& restart) {
    UnitData& unit = at(restart.unit);
    // Settings that have changed meanwhile: in the midst of a start it would disturb what is coming up.
    unit.restartWanted = phase_ == Phase::bringUp && runs(restart.unit);
    if (restartRefusal(restart.unit)) return;                          // whoever asks can know it
    if (restart.unit == Unit::panel) panelPlain_ = panelHung_ = false; // whoever asks has mended something
    if (unit.status == UnitStatus::asked) return;                      // it is on its way
    unit.history.clear();
    if (!runs(restart.unit)) {
        log(Level::info, name(restart.unit), "start asked for");
        return start(restart.unit);
    }
    unit.status = UnitStatus::asked;
    unit.due =
        now_ + (restart.unit == Unit::menu ? policy_.settings.menuTimeout : policy_.settings.stopTimeout);
    log(Level::info, name(restart.unit), "restart asked for");
    act(Kind::terminate, restart.unit);
}

void Supervisor::readyWithoutRoom() {
    act(Kind::leaveDock);
    ready(Unit::panel);
}

void Supervisor::unitTime(Unit unit) {
    UnitData& data = at(unit);
    data.due.reset();
    switch (data.status) {
    case UnitStatus::waiting:
        if (unit == Unit::panel && dockShown_) return readyWithoutRoom();
        data.status = UnitStatus::late;
        log(Level::warning, name(unit),
            fmt::format("runs, but {} within {} ms",
                        unit == Unit::wm ? "manages no display" : "shows no dock",
                        settings(unit).readyTimeout.count()));
        if (unit == Unit::panel && panelMayHaveModule()) act(Kind::askPanelModule);
        if (unit == Unit::wm) releasePanel();
        if (phase_ == Phase::bringUp) unit == Unit::wm ? panelOrUp() : settle();
        break;
    case UnitStatus::late: // and its dock is there now
        return readyWithoutRoom();
    case UnitStatus::restarting:
        return start(unit);
    case UnitStatus::ready: // a generator that was to run once
        log(Level::warning, name(unit),
            fmt::format("takes longer than {} ms, and is killed", policy_.settings.menuTimeout.count()));
        return act(Kind::kill, unit);
    case UnitStatus::asked:
        log(Level::warning, name(unit), "does not end, and is killed");
        return act(Kind::kill, unit);
    case UnitStatus::judged:
        if (!data.cameUp) return failed(Unit::wm, "has left before it managed the display");
        if (policy_.settings.onWmExit == config::OnWmExit::restart ||
            settings(Unit::wm).restart == config::Restart::always)
            return failed(Unit::wm, "has left");
        data.status = UnitStatus::stopped;
        return stop(exitLogout, Stage::closeWindows, "the window manager was left");
    default:
        break;
    }
}

} // namespace supervisor
