#include "app.hpp"

#include "base/path.hpp"
#include "generator.hpp"
#include "options.hpp"
#include "report.hpp"
#include "settings.hpp"

#include <cstdio>
#include <fmt/format.h>

namespace app {

namespace {

int usageError(const std::string& message) {
    fmt::print(stderr, "xdg2pekwm: {}\nTry 'xdg2pekwm --help'.\n", message);
    return exitUsage;
}

} // namespace

int run(int argc, char** argv) {
    const auto options = parseOptions(argc, argv);
    if (!options) return usageError(options.error().message);
    if (options->task == Task::help) {
        fmt::print("{}", helpText());
        return exitDone;
    }
    if (options->task == Task::version) {
        fmt::print("xdg2pekwm {}\n", KIT_VERSION);
        return exitDone;
    }

    base::Diagnostics diagnostics;
    const base::FileTree probe(options->root);
    const xdg::Environment environment = xdg::readEnvironment(diagnostics);
    Settings settings;
    if (auto done = readConfigFiles(settings, options->config, environment.directories, probe, diagnostics);
        !done)
        return usageError(done.error().message);
    for (const Options::Override& flag : options->overrides) {
        if (auto done = settings.set(flag.name, flag.value, flag.flag); !done)
            return usageError(fmt::format("{}: {}", flag.flag, done.error().message));
    }
    if (options->task == Task::printConfig) {
        fmt::print("{}", settings.print());
        report(diagnostics, base::Severity::note);
        return exitDone;
    }
    if (probe.hasRoot() && options->task == Task::write && options->format == Format::pekwm &&
        !options->output)
        return usageError("--root needs --output: which file is to be written is not the image's to say");
    return Generator(*options, environment, settings, diagnostics).run();
}

} // namespace app
