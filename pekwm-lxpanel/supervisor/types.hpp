// What the supervisor is told, and what it asks for. No process, no clock, no display: only values.
#pragma once

#include "config/settings.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace supervisor {

using Time = std::chrono::milliseconds; ///< since the session began

enum class State : std::uint8_t {
    init,
    waitX,
    prepare,
    startWm,
    waitWm,
    startPanel,
    waitDock,
    running,
    recover,  ///< something died and is being started again
    degraded, ///< there is no panel; the desktop is still usable
    stopping,
    xLost,
    end,
};
[[nodiscard]] std::string_view name(State state);

/// `menu` is the generator of menus: it stays, watches what they are made from, and tells when they are
/// others.
enum class Unit : std::uint8_t { wm, panel, menu };
[[nodiscard]] std::string_view name(Unit unit);

/// The session's exit statuses.
enum ExitStatus : int {
    exitLogout = 0,
    exitInternal = 1,
    exitUsage = 2,
    exitConfig = 3,
    exitNoDisplay = 4,
    exitManaged = 5,
    exitNoWm = 6,
    exitWmCrashes = 7,
    exitNoFolder = 8,
    exitDisplayLost = 9,
};

// Events

struct Begin {};
/// What came of an attempt to connect.
struct DisplayAnswer {
    enum class Is : std::uint8_t { open, absent, refused } is;
};
/// Whether the display is free for us.
struct DisplayClaim {
    enum class Is : std::uint8_t { free, hasWm, hasSession } is;
};
struct Prepared {
    bool folders;   ///< there is a folder that can be written
    bool menuComes; ///< there is a menu, or a first one is being made
};
struct Started {
    Unit unit;
};
struct StartFailed {
    Unit unit;
    bool missing; ///< there is no such program, and trying again is of no use
};
struct Exited {
    Unit unit;
    bool clean;         ///< with status 0
    std::string how;    ///< for people: "signal 11 (Segmentation fault)"
    bool fault = false; ///< the program's own, not somebody's who killed it
};
struct WmReady {};
/// The panel's dock is on the screen, and room is reserved for it.
struct DockReady {};
/// It is on the screen.
struct DockShown {};
/// The answer to askPanelModule.
struct PanelModule {
    bool loaded;
};
/// The answer to askWmOwner.
struct WmOwner {
    bool owned;
};
/// A window manager that is not ours has left.
struct ForeignWmGone {};
struct WindowsClosed {};
struct NoChildren {};
struct TimeReached {};
struct Terminate {};
struct Logout {};
/// Another session has taken the display over.
struct Replaced {};
struct RestartUnit {
    Unit unit;
};
struct DisplayLost {};

using Event = std::variant<Begin, DisplayAnswer, DisplayClaim, Prepared, Started, StartFailed, Exited,
                           WmReady, DockReady, DockShown, PanelModule, WmOwner, ForeignWmGone, WindowsClosed,
                           NoChildren, TimeReached, Terminate, Logout, Replaced, RestartUnit, DisplayLost>;

// Actions

using Level = config::LogLevel;

struct Action {
    enum class Kind : std::uint8_t {
        tryDisplay,     ///< answered by DisplayAnswer
        claimDisplay,   ///< answered by DisplayClaim
        evictSession,   ///< ends the session that was asked to go and did not; DisplayClaim follows
        prepare,        ///< environment, folders, background, menu; answered by Prepared
        start,          ///< unit; answered by Started or StartFailed
        terminate,      ///< unit: TERM
        kill,           ///< unit: KILL
        watchWm,        ///< answered by WmReady, once
        watchDock,      ///< answered by DockShown and DockReady, each once
        leaveDock,      ///< DockReady is not waited for any more
        askPanelModule, ///< whether the panel that runs has it loaded; answered by PanelModule
        askWmOwner,     ///< answered by WmOwner, again at each change of the owner
        watchForeignWm, ///< answered by ForeignWmGone
        showMenu,       ///< a generator that runs once has made one
        startAutostart,
        closeWindows,    ///< asks every window to close; answered by WindowsClosed
        terminateOthers, ///< TERM to all that was started except the window manager and the panel
        terminateAll,    ///< TERM to every process below this one; answered by NoChildren once there is none
        killAll,         ///< KILL to the same
        log,
        exit, ///< status
    };
    Kind kind;
    Unit unit = Unit::wm;
    int status = 0;
    Level level = Level::info;
    std::string_view about = {}; ///< log: the unit's name, or "session"
    std::string text = {};       ///< log: the event
    bool plain = false;          ///< start: the panel without its module
};
using Actions = std::vector<Action>;

} // namespace supervisor
