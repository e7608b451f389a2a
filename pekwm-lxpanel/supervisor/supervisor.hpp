// The session's behaviour as a value: (state, event, now) -> actions. It starts nothing, waits for nothing
// and asks no clock, so that each transition can be tested alone.
#pragma once

#include "config/settings.hpp"
#include "supervisor/restart_history.hpp"
#include "supervisor/types.hpp"

#include <array>
#include <optional>
#include <string>

namespace supervisor {

struct Policy {
    config::Settings settings;
    bool panelWanted = true;
    bool replace = false;     ///< take the display over from whoever manages it
    bool panelModule = false; ///< there is one that the panel loads
};

/// What has become of a unit.
enum class UnitStatus : std::uint8_t {
    stopped,
    starting,
    waiting, ///< runs, and has not shown yet that it is ready
    ready,
    late,       ///< runs, and has not become ready in time
    restarting, ///< ended, and starts again when its time has come
    asked,      ///< was asked to end, to be started again
    judged,     ///< the window manager left: is there another one?
    foreign,    ///< the window manager is not ours
    givenUp,
};
[[nodiscard]] std::string_view name(UnitStatus status);

class Supervisor {
  public:
    explicit Supervisor(Policy policy) : policy_(std::move(policy)) {}

    [[nodiscard]] Actions handle(const Event& event, Time now);
    /// When to send TimeReached; nothing: the next event comes from elsewhere.
    [[nodiscard]] std::optional<Time> deadline() const;

    [[nodiscard]] State state() const;
    [[nodiscard]] UnitStatus status(Unit unit) const { return at(unit).status; }
    [[nodiscard]] unsigned restarts(Unit unit) const { return at(unit).history.total(); }
    /// Whether a process of the unit runs.
    [[nodiscard]] bool runs(Unit unit) const;
    /// Why RestartUnit would do nothing now, for people; nothing where it does what was asked.
    [[nodiscard]] std::optional<std::string> restartRefusal(Unit unit) const;

    /// New settings hold for what starts from now on, and for how the session ends.
    void setSettings(config::Settings settings) { policy_.settings = std::move(settings); }
    void setPanelModule(bool there) { policy_.panelModule = there; }

  private:
    enum class Phase : std::uint8_t { init, waitX, prepare, bringUp, up, stopping, end };
    enum class Stage : std::uint8_t { closeWindows, panel, wm, rest, kill };

    struct UnitData {
        UnitStatus status = UnitStatus::stopped;
        RestartHistory history;
        std::optional<Time> due;    ///< of what the status waits for
        bool wasReady = false;      ///< at some time
        bool cameUp = false;        ///< since it was started last
        bool restartWanted = false; ///< as soon as the session is up
    };

    // How it begins (beginning.cpp)
    void on(const Begin&);
    void on(const DisplayAnswer& answer);
    void on(const DisplayClaim& claim);
    void on(const Prepared& prepared);
    void tryDisplay();
    void waitForOldSession();

    // Its programs (units.cpp)
    void on(const Started& started);
    void on(const StartFailed& failed);
    void on(const Exited& exited);
    void on(const WmReady&);
    void on(const DockReady&);
    void on(const DockShown&);
    void on(const PanelModule&);
    void on(const WmOwner& owner);
    void on(const ForeignWmGone&);
    void on(const RestartUnit& restart);
    void startWm();
    void startMenu();
    /// The panel only where no window manager is on its way; else when it has come.
    void start(Unit unit);
    [[nodiscard]] bool wmIsComing() const;
    void releasePanel();
    void ready(Unit unit);
    void failed(Unit unit, const std::string& why);
    void giveUp(Unit unit, const std::string& why);
    void wmLeft();
    void menuLeft();
    void panelOrUp();
    void enterUp();
    void settle();
    void readyWithoutRoom();
    void unitTime(Unit unit);
    [[nodiscard]] bool panelMayHaveModule() const { return policy_.panelModule && !panelPlain_; }

    // How it ends (ending.cpp)
    void on(const WindowsClosed&);
    void on(const NoChildren&);
    void on(const Terminate&);
    void on(const Logout&);
    void on(const Replaced&);
    void on(const DisplayLost&);
    void stop(int status, Stage first, const std::string& why);
    void enterStage(Stage stage);
    void stageDone(Unit unit);
    void expectNothing();
    void finish(int status);

    // All of it (supervisor.cpp)
    void on(const TimeReached&);
    void act(Action::Kind kind, Unit unit = Unit::wm) { actions_.push_back({kind, unit}); }
    void log(Level level, std::string_view about, std::string text);
    void logState();

    [[nodiscard]] UnitData& at(Unit unit) { return units_[static_cast<std::size_t>(unit)]; }
    [[nodiscard]] const UnitData& at(Unit unit) const { return units_[static_cast<std::size_t>(unit)]; }
    [[nodiscard]] const config::UnitSettings& settings(Unit unit) const {
        if (unit == Unit::menu) return menuPolicy_;
        return unit == Unit::wm ? policy_.settings.wm : policy_.settings.panel;
    }

    Policy policy_;
    config::UnitSettings menuPolicy_; ///< as the others' is built in; nobody needs another one
    Phase phase_ = Phase::init;
    Stage stage_ = Stage::closeWindows;
    std::array<UnitData, 3> units_;
    std::optional<Time> phaseDue_;  ///< the end of waiting for the display, or of a stage of the stop
    std::optional<Time> retryDue_;  ///< the next attempt to connect
    std::optional<Time> evictDue_;  ///< a session that is to be replaced has had its time
    std::optional<Time> settleDue_; ///< the panel has been painted, and the rest is started
    std::optional<Time> firstRefusal_;
    Time retryWait_{0};
    bool displayLost_ = false;
    bool dockShown_ = false;  ///< since the panel was started last
    bool panelHeld_ = false;  ///< it is to start when the window manager has come
    bool panelHung_ = false;  ///< with its module, and has not been ready since
    bool panelPlain_ = false; ///< starts without its module, with which it crashed, or hung twice
    int exitStatus_ = exitLogout;

    // Only while an event is handled.
    Time now_{0};
    Actions actions_;
};

} // namespace supervisor
