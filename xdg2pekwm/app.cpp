#include "app.hpp"

#include "base/path.hpp"
#include "generator.hpp"
#include "options.hpp"
#include "report.hpp"
#include "run_limit.hpp"
#include "settings.hpp"
#include "watch.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>

namespace app {

namespace {

int usageError(const std::string& message) {
    fmt::print(stderr, "xdg2pekwm: {}\nTry 'xdg2pekwm --help'.\n", message);
    return exitUsage;
}

void printStats(const base::ReadCounts& counts, const Generator& generator,
                std::chrono::steady_clock::duration time) {
    fmt::print(stderr,
               "xdg2pekwm: {} files, {} folders, {} not there; {} pictures, {} of them made; {:.1f} ms\n",
               counts.files, counts.folders, counts.missing, generator.pictures(), generator.picturesMade(),
               std::chrono::duration<double, std::milli>(time).count());
}

/// Ends the program with all that it has in memory, which the system takes back at once: freeing ten thousand
/// entries one by one is a tenth of a run. Debug builds do that, so that leaks are found.
void leave([[maybe_unused]] int status) {
#ifdef NDEBUG
    std::fflush(nullptr);
    std::_Exit(status);
#endif
}

/// Settings are read each time: they are inputs like all others.
RunResult runOnce(const Options& options, const base::FileTree& files, Reporter& reporter) {
    const RunLimit limit(options.timeout);
    const auto start = std::chrono::steady_clock::now();
    base::Diagnostics diagnostics;
    const xdg::Environment environment = xdg::readEnvironment(diagnostics);
    Settings settings;
    if (auto done = readConfigFiles(settings, options.config, environment.directories, files, diagnostics);
        !done)
        return {usageError(done.error().message), false};
    for (const Options::Override& flag : options.overrides) {
        if (auto done = settings.set(flag.name, flag.value, flag.flag); !done)
            return {usageError(fmt::format("{}: {}", flag.flag, done.error().message)), false};
    }
    if (options.task == Task::printConfig) {
        fmt::print("{}", settings.print());
        reporter.report(diagnostics, base::Severity::note);
        return {};
    }
    if (files.hasRoot() && options.task == Task::write && options.format == Format::pekwm &&
        !options.output) {
        return {usageError("--root needs --output: which file is to be written is not the image's to say"),
                false};
    }
    Generator generator(options, files, environment, settings, diagnostics, reporter);
    const int status = generator.run();
    if (options.stats) printStats(files.counts(), generator, std::chrono::steady_clock::now() - start);
    if (!options.watch) leave(status);
    return {status, generator.changed()};
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

    Reporter reporter;
    if (!options->watch) {
        base::FileTree files(options->root);
        if (options->task == Task::listInputs) files.recordInputs();
        return runOnce(*options, files, reporter).status;
    }
    const auto watched =
        watchInputs([&](const base::FileTree& files) { return runOnce(*options, files, reporter); },
                    options->root, options->onChange);
    if (!watched) {
        fmt::print(stderr, "xdg2pekwm: {}\n", watched.error().message);
        return exitNotWritten;
    }
    return *watched;
}

} // namespace app
