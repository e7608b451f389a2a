#include "app/reports.hpp"

#include "app/looks.hpp"
#include "app/preparation.hpp"
#include "base/console.hpp"
#include "base/path.hpp"
#include "plan/autostart.hpp"
#include "supervisor/types.hpp"
#include "sys/machine.hpp"

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

} // namespace

int check(const Surroundings& surroundings, const base::Diagnostics& diagnostics) {
    int status = diagnostics.hasProblems() ? supervisor::exitConfig : 0;
    bool well = status == 0;
    const auto problem = [&](const std::string& text, int code) {
        base::print("{}\n", text);
        if (status == 0) status = code;
        well = false;
    };
    for (const base::Diagnostic& diagnostic : diagnostics.all())
        base::print("{}\n", base::format(diagnostic));
    const config::Settings& settings = surroundings.settings;
    if (sys::findProgram(settings.wm.command.front()).empty())
        problem(fmt::format("[wm] command: {} is not installed", settings.wm.command.front()),
                supervisor::exitNoWm);
    if (sys::findProgram(settings.panel.command.front()).empty())
        problem(fmt::format("[panel] command: {} is not installed; there will be no panel",
                            settings.panel.command.front()),
                0);
    if (sys::findProgram(settings.menuCommand.front()).empty())
        problem(fmt::format("[menu] command: {} is not installed; the menus will stay as they are",
                            settings.menuCommand.front()),
                0);
    if (base::isAbsolute(settings.background) && ::access(settings.background.c_str(), R_OK) != 0)
        problem(fmt::format("[x] background: {} cannot be read; the plain one is drawn", settings.background),
                0);
    if (surroundings.display.empty()) problem(displayMissing, supervisor::exitNoDisplay);
    const auto folder = sys::PrivateFolder::make(privateFolderParents(surroundings),
                                                 fmt::format("{}-check", folderName(surroundings.display)));
    if (!folder) problem(folder.error().message, supervisor::exitNoFolder);
    if (well) base::print("all is well\n");
    return status;
}

int dryRun(const Options& options, const Surroundings& surroundings, const base::FileTree& files) {
    const config::Settings& settings = surroundings.settings;
    base::print("display     {}, waited for at most {} ms\n", displayName(surroundings),
                settings.xTimeout.count());
    for (const plan::Repair& repair : surroundings.environment.repairs)
        base::print("environment {}: {}\n", repair.name, repair.reason);
    const std::string home = variable(surroundings, "HOME");
    const std::string wmConfig = base::join(home, ".pekwm/config");
    if (!files.stat(wmConfig)) base::print("install     {}\n", wmConfig);
    const std::string look = lookName(surroundings, files);
    base::print("background  {}\n",
                settings.background.empty() ? "the look's, where there is none" : settings.background);
    base::print("look        {}\n", look.empty() ? "none" : look);
    const std::string menu = homeMenuFile(surroundings);
    base::print("menu        {}{}: {} ({})\n", menu, files.stat(menu) ? "" : ", to be made first",
                fmt::join(settings.menuCommand, " "), found(settings.menuCommand));
    base::print("wm          {} ({})\n", fmt::join(settings.wm.command, " "), found(settings.wm.command));
    if (options.panel)
        base::print("panel       {} ({})\n", fmt::join(settings.panel.command, " "),
                    found(settings.panel.command));
    base::Diagnostics diagnostics;
    if (settings.autostart)
        for (const plan::AutostartProgram& program :
             plan::readAutostart(surroundings.xdg, files, diagnostics))
            base::print("autostart   {}: {}\n", program.id, fmt::join(program.argv, " "));
    for (const base::Diagnostic& diagnostic : diagnostics.all())
        base::print(stderr, "{}\n", base::format(diagnostic));
    return 0;
}

} // namespace app
