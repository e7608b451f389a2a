#include "app/reports.hpp"

#include "app/display_question.hpp"
#include "app/looks.hpp"
#include "app/nested.hpp"
#include "app/preparation.hpp"
#include "base/console.hpp"
#include "base/path.hpp"
#include "base/utf8.hpp"
#include "plan/autostart.hpp"
#include "supervisor/types.hpp"
#include "sys/descendants.hpp"
#include "sys/log.hpp"
#include "sys/machine.hpp"
#include "x11/probe.hpp"

#include <cstdio>
#include <fmt/format.h>

namespace app {

namespace {

std::string found(const std::vector<std::string>& command) {
    const std::string program = command.empty() ? std::string() : sys::findProgram(command.front());
    return program.empty() ? "not installed" : program;
}

std::string displayName(const Surroundings& surroundings) {
    return surroundings.display.empty() ? "none: DISPLAY is not set" : surroundings.display;
}

/// What is wrong, said as it is found.
struct Findings {
    int status = 0; ///< the first one's
    bool well = true;

    /// `code`: how a session would end; 0: it would run all the same.
    void add(const std::string& text, int code = 0) {
        base::print("{}\n", text);
        if (status == 0) status = code;
        well = false;
    }
};

void checkPrograms(const Options& options, const config::Settings& settings, Findings& found) {
    const auto isMissing = [](const std::string& program) { return sys::findProgram(program).empty(); };
    if (const std::string& wm = settings.wm.command.front(); isMissing(wm))
        found.add(fmt::format("[wm] command: {} is not installed", wm), supervisor::exitNoWm);
    if (options.nested && isMissing(nestedServer)) found.add(nestedServerMissing, supervisor::exitNoDisplay);
    if (const std::string& panel = settings.panel.command.front(); options.panel && isMissing(panel))
        found.add(fmt::format("[panel] command: {} is not installed; there will be no panel", panel));
    if (const std::string& menu = settings.menuCommand.front(); isMissing(menu))
        found.add(fmt::format("[menu] command: {} is not installed; the menus will stay as they are", menu));
    if (!settings.xkb.empty() && isMissing("setxkbmap"))
        found.add("[x] xkb: setxkbmap is not installed (Debian has it in x11-xkb-utils); the keyboard will "
                  "stay as it is");
}

/// Those that the settings name, and without which a session runs all the same.
void checkFiles(const Options& options, const Surroundings& surroundings, const base::FileTree& files,
                Findings& found) {
    const config::Settings& settings = surroundings.settings;
    const auto cannotBeRead = [](const std::string& file) {
        return base::isAbsolute(file) && ::access(file.c_str(), R_OK) != 0;
    };
    if (cannotBeRead(settings.background))
        found.add(
            fmt::format("[x] background: {} cannot be read; the plain one is drawn", settings.background));
    if (options.panel && cannotBeRead(settings.panelModule))
        found.add(fmt::format("[panel] module: {} cannot be read; the panel will start without",
                              settings.panelModule));
    if (const auto config = ownPekwmConfig(surroundings, files); !config) found.add(config.error().message);
    if (const auto look = lookInUse(surroundings, files); !look)
        found.add(fmt::format("[looks] theme: {}; there will be none", look.error().message));
    if (!sys::Log::canOpen(settings.logFile))
        found.add(fmt::format("[log] file: {} cannot be written; the log will be on standard error alone",
                              settings.logFile));
}

/// As a session would find it, which waits for one that comes later. With a session of this program on it, it
/// is in the best of hands: that is where people ask most.
void checkDisplay(const Options& options, const Surroundings& surroundings, Findings& found) {
    const std::string& display = surroundings.display;
    if (display.empty()) return found.add(displayMissing, supervisor::exitNoDisplay);
    const auto answer =
        askDisplay(display, [&] { return std::string(1, static_cast<char>(x11::standingOf(display))); });
    if (!answer) return found.add(answer.error().message, supervisor::exitNoDisplay);
    switch (static_cast<x11::Standing>(answer->front())) {
    case x11::Standing::absent:
        return found.add(fmt::format("nothing answers at the display '{}'", display),
                         supervisor::exitNoDisplay);
    case x11::Standing::refused:
        return found.add(
            fmt::format("the display '{}' refuses the connection; is XAUTHORITY right?", display),
            supervisor::exitNoDisplay);
    case x11::Standing::hasWm:
        if (!options.replace && !options.nested)
            found.add("another window manager runs on the display", supervisor::exitManaged);
        return;
    default:
        return;
    }
}

} // namespace

int check(const Options& options, const Surroundings& surroundings, const base::FileTree& files,
          const base::Diagnostics& diagnostics) {
    for (const base::Diagnostic& diagnostic : diagnostics.all())
        base::print("{}\n", base::format(diagnostic));
    Findings found;
    if (diagnostics.hasProblems()) found = {supervisor::exitConfig, false};
    checkPrograms(options, surroundings.settings, found);
    checkFiles(options, surroundings, files, found);
    checkDisplay(options, surroundings, found);
    if (!sys::canSeeProcesses()) found.add(noProcesses);
    const auto folder = sys::PrivateFolder::make(privateFolderParents(surroundings),
                                                 fmt::format("{}-check", folderName(surroundings.display)));
    if (!folder) found.add(folder.error().message, supervisor::exitNoFolder);
    if (found.well) base::print("all is well\n");
    return found.status;
}

int dryRun(const Options& options, const Surroundings& surroundings, const base::FileTree& files) {
    const config::Settings& settings = surroundings.settings;
    if (options.nested)
        base::print("display     a window of {} on {}: {} ({})\n", *options.nested, displayName(surroundings),
                    nestedServer, found({nestedServer}));
    else
        base::print("display     {}, waited for at most {} ms\n", displayName(surroundings),
                    settings.xTimeout.count());
    for (const plan::Repair& repair : surroundings.environment.repairs)
        base::print("environment {}: {}\n", repair.name, repair.reason);
    const std::string home = variable(surroundings, "HOME");
    const std::string wmConfig = base::join(home, ".pekwm/config");
    if (!files.stat(wmConfig)) base::print("install     {}\n", wmConfig);
    const std::string look = lookInUse(surroundings, files).value_or("");
    base::print("background  {}\n", settings.background.empty()
                                        ? "the look's, unless another program has set one"
                                        : settings.background);
    base::print("look        {}\n", look.empty() ? "none" : look);
    const std::string homeMenu = homeMenuFile(surroundings);
    const bool isOwn = leavesHomeMenu(surroundings, options.nested.has_value());
    base::print("menu        {}{}: {} ({})\n", isOwn ? "in the session's own folder" : homeMenu,
                !isOwn && files.stat(homeMenu) ? "" : ", to be made first",
                fmt::join(settings.menuCommand, " "), found(settings.menuCommand));
    base::print("wm          {} ({})\n", fmt::join(settings.wm.command, " "), found(settings.wm.command));
    if (options.panel)
        base::print("panel       {} ({})\n", fmt::join(settings.panel.command, " "),
                    found(settings.panel.command));
    base::Diagnostics diagnostics;
    if (settings.autostart)
        for (const plan::AutostartProgram& program :
             plan::readAutostart(surroundings.xdg, files, diagnostics))
            base::print("autostart   {}: {}\n", base::visible(program.id),
                        base::visible(fmt::format("{}", fmt::join(program.argv, " "))));
    for (const base::Diagnostic& diagnostic : diagnostics.all())
        base::print(stderr, "{}\n", base::format(diagnostic));
    return 0;
}

} // namespace app
