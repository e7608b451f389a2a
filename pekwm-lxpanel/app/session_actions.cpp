// What the supervisor asks for, done.
#include "app/session.hpp"

#include "app/looks.hpp"
#include "base/path.hpp"
#include "base/program_place.hpp"
#include "base/text.hpp"
#include "plan/autostart.hpp"
#include "plan/panel_window.hpp"
#include "sys/descendants.hpp"
#include "sys/machine.hpp"
#include "x11/connection.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fmt/format.h>
#include <functional>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace app {

using supervisor::Action;

void Session::perform(const Action& action) {
    using Kind = Action::Kind;
    // What is asked of a display that has gone has no answer; that it has gone is being told.
    const auto ask = [this](auto question) {
        if (desk_) std::invoke(question, *desk_);
    };
    switch (action.kind) { // without a default: the compiler misses what is not here
    case Kind::tryDisplay:
        return tryDisplay();
    case Kind::prepare:
        return prepareAll();
    case Kind::start:
        return start(action.unit, action.plain);
    case Kind::terminate:
        return programs_.signal(action.unit, SIGTERM);
    case Kind::kill:
        return programs_.signal(action.unit, SIGKILL);
    case Kind::showMenu:
        if (lookAtMenu() == MenuIs::another) showMenu();
        return;
    case Kind::askPanelModule: {
        const Program* panel = programs_.of(Unit::panel);
        return tell(
            supervisor::PanelModule{panel != nullptr && sys::hasLoaded(panel->process.pid(), panelModule())});
    }
    case Kind::startAutostart:
        return startAutostart();
    case Kind::terminateOthers:
        drawAgain_ = false;
        programs_.signal(Unit::menu, SIGTERM);
        for (const Program* program : programs_.others())
            program->process.signal(SIGTERM);
        return;
    case Kind::terminateAll:
        return terminateAll(SIGTERM);
    case Kind::killAll:
        return terminateAll(SIGKILL);
    case Kind::log: {
        const Program* program = nullptr;
        for (const Unit unit : {Unit::wm, Unit::panel, Unit::menu})
            if (action.about == supervisor::name(unit)) program = programs_.of(unit);
        if (program == nullptr) return log(action.level, action.about, action.text);
        return log(action.level, action.about, action.text, program->process.pid(),
                   clock_.now() - program->started);
    }
    case Kind::exit:
        exitStatus_ = action.status;
        return;
    case Kind::claimDisplay:
        return ask([this](x11::Desk& desk) { desk.claim(options_.replace); });
    case Kind::evictSession:
        return ask([](x11::Desk& desk) {
            sys::killListener(desk.oldSocket());
            desk.evict(); // it may be in a container of its own
        });
    case Kind::watchWm:
        return ask(&x11::Desk::watchWm);
    case Kind::leaveDock:
        return ask(&x11::Desk::leaveDock);
    case Kind::watchDock:
        return ask([this](x11::Desk& desk) {
            desk.watchDock([this](const x11::WindowOwner& owner) { return isPanelsWindow(owner); });
        });
    case Kind::askWmOwner:
        return ask(&x11::Desk::askWmOwner);
    case Kind::watchForeignWm:
        return ask(&x11::Desk::watchForeignWm);
    case Kind::closeWindows:
        return ask(&x11::Desk::closeWindows);
    }
}

// The display

void Session::tryDisplay() {
    search_.start([this](x11::Probe probe) { displayAnswered(probe); });
}

void Session::displayAnswered(x11::Probe probe) {
    using Is = supervisor::DisplayAnswer::Is;
    const auto answer = [this](Is is) { tell(supervisor::DisplayAnswer{is}); };
    if (probe == x11::Probe::refused) return answer(Is::refused);
    if (probe == x11::Probe::absent) return answer(Is::absent);
    auto connection = x11::Connection::open(surroundings_.display);
    if (!connection) {
        search_.end();
        return answer(Is::absent);
    }
    desk_ = std::make_unique<x11::Desk>(std::move(*connection));
    search_.end();
    if (!loop_.add(desk_->fd(), [this] {
            if (desk_) displayReadable();
        }))
        log(Level::error, "x", "the display cannot be watched");
    if (surroundings_.settings.shmProbe) surroundings_.facts.shmWorks = probe == x11::Probe::openWithShm;
    log(Level::info, "x", fmt::format("connected, {}x{}", desk_->size().width, desk_->size().height));
    answer(Is::open);
}

void Session::prepareAll() {
    auto prepared = prepare(surroundings_, screen(), options_.nested.has_value(), files_);
    if (!prepared) return tell(supervisor::Prepared{false, false});
    preparation_.emplace(std::move(*prepared));
    tellKeeper();
    base::Diagnostics known; // reported at the start
    surroundings_.xdg = xdg::readEnvironment(known);
    logNotes("session");
    if (surroundings_.facts.shmWorks == false) log(Level::warning, "x", "no shared memory with the display");
    for (const std::string& folder : surroundings_.xdg.directories.dataDirs)
        missingFolders_.push_back(base::join(folder, "applications"));
    (void)newFolders(); // those that are there already
    openControl();
    tellDpi();
    drawBackground();
    setKeyboard();
    tell(supervisor::Prepared{true, newMenuThere() || startFirstMenu()});
}

/// What was noted since the last time.
void Session::logNotes(std::string_view about) {
    for (const std::string& note : std::exchange(preparation_->notes, {}))
        log(Level::info, about, note);
    for (const std::string& warning : std::exchange(preparation_->warnings, {}))
        log(Level::warning, about, warning);
}

/// It takes over what the user has written since.
void Session::renewWmConfiguration() {
    if (!preparation_ || !isFolderOurs()) return;
    if (const auto done = renewWmConfig(*preparation_, surroundings_, files_); !done)
        log(Level::warning, "wm", done.error().message);
    logNotes("wm");
}

void Session::setKeyboard() {
    const std::string& layout = surroundings_.settings.xkb;
    if (!hasDisplay() || layout.empty() || layout == keyboard_) return;
    std::vector<std::string> argv{"setxkbmap"};
    // Options add up on the display: those of ours are taken back first.
    const std::string before = std::exchange(keyboard_, layout);
    if (std::count(before.begin(), before.end(), ':') > 1) argv.insert(argv.end(), {"-option", ""});
    // Layout, variant, and the options, whose names have colons themselves.
    std::string_view rest = layout;
    for (int part = 0; part < 2; ++part) {
        const std::size_t colon = rest.find(':');
        if (colon == std::string_view::npos) break;
        argv.emplace_back(rest.substr(0, colon));
        rest.remove_prefix(colon + 1);
    }
    argv.emplace_back(rest);
    startHelper(std::move(argv));
}

// Programs

std::vector<std::string> Session::commandOf(Unit unit) const {
    const config::Settings& settings = surroundings_.settings;
    if (unit == Unit::panel) return settings.panel.command;
    if (unit == Unit::wm) {
        std::vector<std::string> argv = wmCommand(*preparation_, surroundings_);
        if (options_.replace && base::fileNameOf(argv.front()) == "pekwm") argv.emplace_back("--replace");
        return argv;
    }
    std::vector<std::string> argv = menuCommand(*preparation_, surroundings_);
    if (!settings.menuWatch) return argv; // the supervisor keeps the time
    argv.insert(argv.end(), {"--watch", "--on-change", fmt::format("kill -s USR2 {}", ::getpid())});
    if (isOwnGenerator(settings.menuCommand)) {
        const std::chrono::duration<double> patience = settings.menuTimeout;
        argv.insert(argv.end(), {"--timeout", fmt::format("{:.3f}", patience.count())});
    }
    return argv;
}

/// The module for the panel; empty where there is none.
std::string Session::panelModule() const {
    const std::string& wanted = surroundings_.settings.panelModule;
    if (wanted == "none") return {};
    std::string path =
        wanted == "auto" ? base::fromProgramFolder(KIT_BIN_TO_LIB "/pekwm-lxpanel/lxpanel-icons.so") : wanted;
    return ::access(path.c_str(), R_OK) == 0 ? path : std::string();
}

bool Session::isPanelsWindow(const x11::WindowOwner& owner) const {
    const Program* panel = programs_.of(Unit::panel);
    plan::DockOwner dock;
    dock.names = owner.names;
    if (owner.pid)
        dock.ofPanelsProcesses =
            panel != nullptr && sys::isStartedBy(static_cast<pid_t>(*owner.pid), panel->process.pid());
    return plan::isPanels(dock, surroundings_.settings.panel.command.front());
}

void Session::start(Unit unit, bool plain) {
    if (unit == Unit::menu) // on a slow machine the poorer menu must not come last
        for (const Program* program : programs_.others())
            if (program->name == firstMenuName) program->process.signal(SIGKILL);
    if (unit == Unit::wm) renewWmConfiguration();
    if (unit == Unit::panel) writePanel();
    const std::vector<std::string> argv = commandOf(unit);
    sys::Process::Command command{argv, {}, {}};
    if (unit == Unit::panel && !plain) {
        if (const std::string module = panelModule(); !module.empty()) {
            const std::string others = variable(surroundings_, "GTK_MODULES");
            command.environment.push_back(
                fmt::format("GTK_MODULES={}{}{}", others, others.empty() ? "" : ":", module));
            log(Level::debug, "panel", "with the module " + module);
        } else if (base::isAbsolute(surroundings_.settings.panelModule)) {
            log(Level::warning, "panel",
                surroundings_.settings.panelModule + " cannot be read; it starts without");
        }
    }
    const auto pid = programs_.start(command, std::string(supervisor::name(unit)), unit);
    if (pid) {
        log(Level::info, supervisor::name(unit), fmt::format("started: {}", fmt::join(argv, " ")), *pid);
        return tell(supervisor::Started{unit});
    }
    log(Level::warning, supervisor::name(unit), pid.error().message);
    const int code = pid.error().code;
    tell(supervisor::StartFailed{unit,
                                 code == ENOENT || code == EACCES || code == ENOTDIR || code == ENOEXEC});
}

/// Where there is no menu yet: one without pictures, which take longer than all the rest, is there before the
/// window manager can show it. The generator makes the whole one once the panel is painted.
bool Session::startFirstMenu() {
    if (!isOwnGenerator(surroundings_.settings.menuCommand)) return false;
    std::vector<std::string> argv = menuCommand(*preparation_, surroundings_);
    argv.emplace_back("--no-icons");
    return programs_.start({std::move(argv), {}}, firstMenuName).has_value();
}

void Session::startHelper(std::vector<std::string> argv) {
    const std::string name(base::fileNameOf(argv.front()));
    if (const auto pid = programs_.start({std::move(argv), {}}, name); !pid)
        log(Level::warning, name, pid.error().message);
}

void Session::startAutostart() {
    base::Diagnostics diagnostics;
    for (plan::AutostartProgram& program : plan::readAutostart(surroundings_.xdg, files_, diagnostics)) {
        const auto pid = programs_.start({program.argv, program.folder}, program.id);
        if (pid)
            log(Level::info, program.id, "started", *pid);
        else
            log(Level::warning, program.id, pid.error().message);
    }
    log(diagnostics);
}

void Session::terminateAll(int number) {
    sys::signalDescendants(number);
    reap(); // there may be none, and then no signal comes
}

void Session::tellKeeper() const {
    sys::Kept kept = keptBy(surroundings_.settings);
    if (preparation_) kept.folder = preparation_->folder.path();
    keeper_.tell(kept);
}

// On request

/// A panel with its module does all by itself. `wanted`: somebody asks for it, whatever has changed.
void Session::tellPanel(bool wanted, bool newFolder) {
    panelNews_.wanted |= wanted;
    panelNews_.newFolder |= newFolder;
    if (desk_) desk_->tellPanel();
}

void Session::panelIsDeaf() {
    const auto news = std::exchange(panelNews_, {});
    if (news.wanted)
        panelRefresh_.requested(clock_.now());
    else
        panelRefresh_.changed(news.newFolder, clock_.now());
}

void Session::restartMenuServer() {
    if (programs_.of(Unit::panel) == nullptr) return;
    ++panelRefreshes_;
    log(Level::info, "panel", "menu refreshed");
    // Without its cache the menu's server, which the panel starts again at once, reads everything anew.
    sys::removeChecksumFiles(base::join(surroundings_.xdg.directories.cacheHome, "menus"));
    sys::signalChildren("menu-cached", SIGTERM);
}

void Session::refreshMenus() {
    log(Level::info, "menu", "refresh asked for");
    tell(supervisor::RestartUnit{Unit::menu}); // a generator that starts makes all anew
    tellPanel(true, false);
}

std::string Session::reload() {
    base::Diagnostics diagnostics;
    std::string said;
    log(Level::info, "session", "reload asked for");
    const auto panelStart = [this] { return std::pair(surroundings_.environment.variables, panelModule()); };
    const auto before = panelStart();
    if (const auto done = readSettings(surroundings_, files_, diagnostics); !done) {
        said = done.error().message + "; the settings stay as they were\n";
        log(Level::error, "config", done.error().message + "; the settings stay as they were");
    }
    log(diagnostics);
    for (const base::Diagnostic& diagnostic : diagnostics.all())
        said += base::format(diagnostic) + '\n';
    if (const auto own = ownPekwmConfig(surroundings_, files_); !own) said += own.error().message + '\n';
    if (options_.nested) surroundings_.settings.onXLost = config::OnXLost::logout; // as at the start
    repairVariables(surroundings_);
    openLog();
    supervisor_.setSettings(surroundings_.settings);
    tellKeeper();
    supervisor_.setPanelModule(!panelModule().empty());
    panelRefresh_.setDebounce(surroundings_.settings.menuDebounce);
    setKeyboard();
    tellDpi();
    renewWmConfiguration();
    std::ignore = applyLook();
    // It has what it got at its start; the generator of the other menu is about to get the new variables.
    if (panelStart() != before) restartRunning(Unit::panel);
    refreshMenus();
    return said;
}

} // namespace app
