#include "app/app.hpp"

#include "app/ctl.hpp"
#include "app/nested.hpp"
#include "app/options.hpp"
#include "app/reports.hpp"
#include "app/session.hpp"
#include "app/surroundings.hpp"
#include "app/theme.hpp"
#include "base/console.hpp"
#include "sys/keeper.hpp"

#include <cstdio>
#include <fmt/core.h>
#include <variant>

namespace app {

namespace {

int fail(const std::string& message, int status) {
    base::print(stderr, "pekwm-lxpanel: {}\n", message);
    return status;
}

/// For what was asked to be printed.
int said(int status) {
    const auto done = base::isSaid();
    if (done) return status;
    const int failed = fail("standard output: " + done.error().message, supervisor::exitInternal);
    return status == 0 ? failed : status;
}

/// Of a session that could not say it itself any more.
int statusOf(const sys::KeptEnd& end) {
    if (end.hung) return fail("the session does not end, and is killed", supervisor::exitInternal);
    if (end.how.killed)
        return fail("the session has ended: " + sys::describe(end.how), supervisor::exitInternal);
    return end.how.status;
}

int start(const Options& options, Surroundings surroundings, const base::Diagnostics& diagnostics) {
    if (options.nested) {
        const auto display = startNestedServer(*options.nested);
        if (!display) return fail(display.error().message, supervisor::exitNoDisplay);
        surroundings.original["DISPLAY"] = *display;
        // The window's close button is the way out.
        surroundings.settings.onXLost = config::OnXLost::logout;
        repairVariables(surroundings);
    }
    if (surroundings.display.empty()) return fail(displayMissing, supervisor::exitNoDisplay);
    // Who starts us waits for the keeper, and may kill it or the session: the other one ends what there is.
    auto kept = sys::keep(keptBy(surroundings.settings));
    if (!kept) return fail(kept.error().message, supervisor::exitInternal);
    if (const auto* end = std::get_if<sys::KeptEnd>(&*kept)) return statusOf(*end);
    return runSession(options, std::move(surroundings), diagnostics,
                      std::get<sys::KeeperLine>(std::move(*kept)));
}

} // namespace

int run(int argc, char** argv) {
    base::openStandardStreams();
    base::failAtLargestFile();
    const auto options = parseOptions(argc, argv);
    if (!options)
        return fail(options.error().message + "\nTry 'pekwm-lxpanel --help'.", supervisor::exitUsage);
    if (options->task == Task::help) {
        base::print("{}", helpText());
        return said(0);
    }
    if (options->task == Task::version) {
        base::print("pekwm-lxpanel {}\n", KIT_VERSION);
        return said(0);
    }
    const base::FileTree files;
    base::Diagnostics diagnostics;
    auto surroundings = readSurroundings(options->config, files, diagnostics);
    if (!surroundings) return fail(surroundings.error().message, supervisor::exitConfig);
    switch (options->task) {
    case Task::ctl:
        return said(askSession(surroundings->display, options->request));
    case Task::theme:
        return said(theme(*surroundings, options->theme, files));
    case Task::check:
        return said(check(*options, *surroundings, files, diagnostics));
    case Task::dryRun:
        return said(dryRun(*options, *surroundings, files));
    case Task::printConfig:
    case Task::printEnv:
        base::print("{}", options->task == Task::printEnv ? plan::print(surroundings->environment)
                                                          : config::print(surroundings->settings));
        for (const base::Diagnostic& diagnostic : diagnostics.all())
            base::print(stderr, "{}\n", base::format(diagnostic));
        return said(0);
    default:
        return start(*options, std::move(*surroundings), diagnostics);
    }
}

} // namespace app
