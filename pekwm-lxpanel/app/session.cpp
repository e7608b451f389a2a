#include "app/session.hpp"

#include "app/reports.hpp"
#include "base/atomic_file.hpp"
#include "base/console.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "sys/descendants.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fmt/core.h>
#include <tuple>

namespace app {

namespace {

/// After a click the window manager is woken: it has it then or never, and nobody has missed it yet.
constexpr std::chrono::milliseconds clickSettles{50};

supervisor::Policy policyOf(const Options& options, const config::Settings& settings) {
    supervisor::Policy policy;
    policy.settings = settings;
    policy.panelWanted = options.panel;
    policy.replace = options.replace;
    return policy;
}

} // namespace

Session::Session(const Options& options, Surroundings surroundings, sys::EventLoop loop, sys::Signals signals,
                 sys::KeeperLine keeper)
    : options_(options), surroundings_(std::move(surroundings)), loop_(std::move(loop)),
      signals_(std::move(signals)), keeper_(std::move(keeper)),
      supervisor_(policyOf(options_, surroundings_.settings)),
      panelRefresh_(surroundings_.settings.menuDebounce), search_(surroundings_.display, loop_, programs_) {
    supervisor_.setPanelModule(!panelModule().empty());
}

Session::~Session() {
    control_.reset();
    if (desk_) desk_->withdraw();
}

int Session::run(const base::Diagnostics& diagnostics) {
    openLog();
    log(Level::info, "session",
        fmt::format("pekwm-lxpanel {} on display {}", KIT_VERSION, surroundings_.display));
    log(diagnostics);
    for (const plan::Repair& repair : surroundings_.environment.repairs)
        log(Level::debug, "env", fmt::format("{}: {}", repair.name, repair.reason));
    if (!sys::becomeSubreaper()) log(Level::warning, "session", "orphans cannot be adopted");
    if (!sys::canSeeProcesses()) log(Level::warning, "session", noProcesses);
    if (const auto added = loop_.add(signals_.fd(), [this] { signalsCame(); }); !added) {
        log(Level::error, "session", added.error().message);
        return supervisor::exitInternal;
    }
    loop_.onTimer([this] { timeReached(); });
    tell(supervisor::Begin{});
    for (drain(); !exitStatus_; drain()) {
        setTimer();
        loop_.runOnce();
    }
    log(Level::info, "session", fmt::format("ends with status {}", *exitStatus_));
    return *exitStatus_;
}

void Session::drain() {
    while (!events_.empty() && !exitStatus_) {
        const supervisor::Event event = std::move(events_.front());
        events_.pop_front();
        for (const supervisor::Action& action : supervisor_.handle(event, clock_.now()))
            perform(action);
    }
    // What was asked of the display is sent now, and what came with an answer is not left lying.
    if (desk_ && !exitStatus_) {
        displayReadable();
        if (!events_.empty()) drain();
    }
    // Before it is ready, the signal that makes it reload would end it.
    if (reloadWm_ && supervisor_.status(Unit::wm) == supervisor::UnitStatus::ready) {
        reloadWm_ = false;
        makeWmReload();
    }
}

void Session::setTimer() {
    std::optional<std::chrono::milliseconds> soonest;
    for (const auto& due : {supervisor_.deadline(), panelRefresh_.deadline(), wakeWm_,
                            control_ ? control_->deadline() : std::optional<std::chrono::milliseconds>()})
        if (due && (!soonest || *due < *soonest)) soonest = due;
    loop_.setTimer(soonest ? std::optional(*soonest - clock_.now()) : std::nullopt);
}

void Session::timeReached() {
    if (control_) control_->timeReached();
    if (panelRefresh_.timeReached(clock_.now())) restartMenuServer();
    if (wakeWm_ && *wakeWm_ <= clock_.now()) {
        wakeWm_.reset();
        if (desk_) desk_->wakeWm();
    }
    tell(supervisor::TimeReached{});
}

void Session::signalsCame() {
    for (const int number : signals_.read()) {
        switch (number) {
        case SIGCHLD:
            reap();
            break;
        case SIGHUP:
            (void)reload(); // nobody is there to be told; the log has it
            break;
        case SIGUSR1:
            refreshMenus();
            break;
        case SIGUSR2:
            menuChanged();
            break;
        default:
            tell(supervisor::Terminate{});
        }
    }
}

void Session::reap() {
    bool left = false;
    for (const sys::Ended& ended : sys::reap(left)) {
        const auto program = programs_.remove(ended.pid);
        if (!program) continue;
        if (program->name == pictureProgram) pictureDrawn(ended.clean);
        if (program->unit) {
            // One that was ended between its menu and its word leaves a menu that its successor finds made.
            if (*program->unit == Unit::menu && preparation_ && newMenuThere()) showMenu();
            tell(supervisor::Exited{*program->unit, ended.clean, sys::describe(ended), sys::isFault(ended)});
            continue;
        }
        const bool isFirstMenu = program->name == firstMenuName;
        // One that was ended may have written its menu all the same. The panel has a menu of its own.
        if (isFirstMenu && newMenuThere()) reloadMenu();
        if (program->name == "probe" || (isFirstMenu && ended.clean))
            continue; // of which there is nothing to say
        log(ended.clean ? Level::info : Level::warning, program->name, "ended: " + sys::describe(ended),
            ended.pid, clock_.now() - program->started);
    }
    if (!left) tell(supervisor::NoChildren{});
}

// The display

void Session::displayReadable() {
    for (const x11::Happening happening : desk_->poll()) {
        happened(happening);
        if (!desk_) return;
    }
}

void Session::happened(x11::Happening happening) {
    using x11::Happening;
    using Is = supervisor::DisplayClaim::Is;
    switch (happening) {
    case Happening::lost:
        loop_.remove(desk_->fd());
        desk_.reset();
        return tell(supervisor::DisplayLost{});
    case Happening::free:
        return tell(supervisor::DisplayClaim{Is::free});
    case Happening::hasWm:
        return tell(supervisor::DisplayClaim{Is::hasWm});
    case Happening::hasSession:
        return tell(supervisor::DisplayClaim{Is::hasSession});
    case Happening::replaced:
        return tell(supervisor::Replaced{});
    case Happening::wmReady:
        return tell(supervisor::WmReady{});
    case Happening::dockShown:
        return tell(supervisor::DockShown{});
    case Happening::dockReady:
        return tell(supervisor::DockReady{});
    case Happening::wmOwned:
        return tell(supervisor::WmOwner{true});
    case Happening::wmNotOwned:
        return tell(supervisor::WmOwner{false});
    case Happening::foreignWmGone:
        return tell(supervisor::ForeignWmGone{});
    case Happening::windowsClosed:
        return tell(supervisor::WindowsClosed{});
    case Happening::backgroundDrawn:
        return lookBackground();
    case Happening::resized:
        log(Level::info, "x",
            fmt::format("the screen is {}x{} now", desk_->size().width, desk_->size().height));
        std::ignore = applyLook();
        return;
    case Happening::panelTold:
        panelNews_ = {};
        ++panelRefreshes_;
        return log(Level::info, "panel", "menu refreshed");
    case Happening::panelDeaf:
        return panelIsDeaf();
    case Happening::pressed:
        wakeWm_ = clock_.now() + clickSettles;
        return;
    }
}

// The menus

bool Session::newFolders() {
    const auto come = std::partition(missingFolders_.begin(), missingFolders_.end(),
                                     [&](const std::string& folder) { return !files_.statFolder(folder); });
    const bool any = come != missingFolders_.end();
    missingFolders_.erase(come, missingFolders_.end());
    return any;
}

/// Whether its path still leads to the session's folder.
bool Session::isFolderOurs() {
    const bool ours = preparation_->folder.isInPlace();
    if (!ours && !std::exchange(folderLost_, true))
        log(Level::error, "session",
            fmt::format(
                "{} has been taken away; nothing is written or read there any more, and the look cannot be "
                "changed: log out and in again",
                preparation_->folder.path()));
    return ours;
}

/// Compares the menu with the last good one, and keeps it where it is good itself.
Session::MenuIs Session::lookAtMenu() {
    constexpr std::size_t largestMenu = std::size_t{16} << 20U; // that is kept
    const std::string keptFile = base::join(preparation_->folder.path(), "menu");
    // What lies there now may be another user's, and must not become this one's menu.
    const bool ours = isFolderOurs();
    const auto kept = ours ? files_.read(keptFile, largestMenu) : base::Result<std::string>(base::fail({}));
    const auto text = files_.read(preparation_->menuFile, largestMenu);
    if (text && kept && *text == *kept) return MenuIs::same;
    if (text && !base::trim(*text).empty()) {
        if (!ours) return MenuIs::another;
        // It goes with the session: nobody waits for a disk here.
        if (const auto written = base::putFile(keptFile, std::array<std::string_view, 1>{*text}); !written)
            log(Level::debug, "menu", written.error().message);
        return MenuIs::another;
    }
    if (!text && text.error().code == EFBIG) return MenuIs::another;
    // With nothing in it, from whatever generator, it is no menu: pekwm would show an empty stub.
    const bool back = kept && base::replaceFile(preparation_->menuFile, *kept);
    log(Level::warning, "menu",
        fmt::format("{} {}; {}", preparation_->menuFile, text ? "is empty" : "cannot be read",
                    back ? "the last good one is put back" : "the window manager keeps what it has"));
    return MenuIs::bad;
}

/// Whether there is a menu, and another one than the last; none at all is not complained about.
bool Session::newMenuThere() {
    const auto menu = files_.stat(preparation_->menuFile);
    return menu && menu->size > 0 && lookAtMenu() == MenuIs::another;
}

void Session::menuChanged() {
    if (!preparation_) return; // a signal of somebody's, before there is a menu
    if (lookAtMenu() != MenuIs::bad) showMenu();
}

void Session::reloadMenu() {
    ++menuChanges_;
    log(Level::info, "menu", "has changed");
    reloadWm_ = true;
}

/// What pekwm takes for a word ends other window managers.
void Session::makeWmReload() {
    const Program* wm = programs_.of(Unit::wm);
    if (wm == nullptr) return;
    const std::string name = sys::programName(wm->process.pid());
    if (name.empty() || name.starts_with("pekwm")) wm->process.signal(SIGHUP); // empty: none can be seen
}

void Session::showMenu() {
    reloadMenu();
    // A panel that is not there yet will read all anew.
    const bool folders = newFolders();
    if (programs_.of(Unit::panel) != nullptr) tellPanel(false, folders);
}

// The log

void Session::openLog() {
    log_.setLevel(surroundings_.settings.logLevel);
    const std::string& file = surroundings_.settings.logFile;
    if (!log_.open(file)) log(Level::warning, "log", fmt::format("{} cannot be written", file));
}

void Session::log(Level level, std::string_view unit, std::string_view text, std::optional<pid_t> pid,
                  std::optional<std::chrono::milliseconds> taken) {
    sys::LogEntry entry;
    entry.level = level;
    entry.unit = unit;
    entry.event = text;
    entry.pid = pid;
    entry.taken = taken;
    log_.write(entry);
}

void Session::log(const base::Diagnostics& diagnostics) {
    for (const base::Diagnostic& diagnostic : diagnostics.all()) {
        const bool harmless = diagnostic.severity == base::Severity::note;
        log(harmless ? Level::info : Level::warning, "config", base::format(diagnostic));
    }
}

sys::Kept keptBy(const config::Settings& settings) {
    return {settings.stopTimeout + settings.killTimeout, settings.killTimeout};
}

int runSession(const Options& options, Surroundings surroundings, const base::Diagnostics& diagnostics,
               sys::KeeperLine keeper) {
    auto loop = sys::EventLoop::make();
    auto signals = sys::Signals::take();
    if (!loop || !signals) {
        base::print(stderr, "pekwm-lxpanel: {}\n", (loop ? signals.error() : loop.error()).message);
        return supervisor::exitInternal;
    }
    return Session(options, std::move(surroundings), std::move(*loop), std::move(*signals), std::move(keeper))
        .run(diagnostics);
}

} // namespace app
