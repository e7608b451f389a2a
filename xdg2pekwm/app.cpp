#include "app.hpp"

#include "base/console.hpp"
#include "base/heap.hpp"
#include "base/path.hpp"
#include "delivery.hpp"
#include "generator.hpp"
#include "kept_menu.hpp"
#include "memory_limit.hpp"
#include "options.hpp"
#include "report.hpp"
#include "run_limit.hpp"
#include "settings.hpp"
#include "watch.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fmt/core.h>
#include <new>
#include <optional>

namespace app {

namespace {

int usageError(const std::string& message) {
    base::print(stderr, "xdg2pekwm: {}\nTry 'xdg2pekwm --help'.\n", message);
    return exitUsage;
}

bool isRoot(const std::string& root) {
    if (root == "/") return true; // as nearly always, and nothing to ask
    const auto stamp = base::FileTree().stat(root);
    return stamp && stamp->kind == base::FileKind::directory;
}

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void printStats(const base::ReadCounts& counts, const Generator& generator, Clock::time_point start) {
    base::print(stderr,
                "xdg2pekwm: {} files, {} folders, {} not there; {} pictures, {} of them made; {:.1f} ms\n",
                counts.files, counts.folders, counts.missing, generator.pictures(), generator.picturesMade(),
                millisecondsSince(start));
}

/// Ends the program with all that it has in memory, which the system takes back at once: freeing ten thousand
/// entries one by one is a tenth of a run. Debug builds do that, so that leaks are found.
void leave([[maybe_unused]] int status) {
#ifdef NDEBUG
    std::fflush(nullptr);
    std::_Exit(status);
#endif
}

/// Lays config files and flags over one another; why that is impossible is reported.
bool readSettings(Settings& settings, const Options& options, const xdg::Environment& environment,
                  const base::FileTree& files, base::Diagnostics& diagnostics) {
    if (auto done = readConfigFiles(settings, options.config, environment.directories, files, diagnostics);
        !done) {
        usageError(done.error().message);
        return false;
    }
    for (const Options::Override& flag : options.overrides) {
        if (auto done = settings.set(flag.name, flag.value, flag.flag); !done) {
            usageError(fmt::format("{}: {}", flag.flag, done.error().message));
            return false;
        }
    }
    return true;
}

/// One run. Settings are read each time: they are inputs like all others.
class Run {
  public:
    Run(const Options& options, const base::FileTree& files, Reporter& reporter)
        : options_(options), files_(files), reporter_(reporter) {}

    RunResult operator()() {
        const RunLimit limit(options_.timeout);
        const MemoryLimit memory;
        reporter_.beginRun();
        try {
            const int status = run();
            return {status, changed_};
        } catch (const std::bad_alloc&) {
            // The menu is where it should be: it is not kept for the next run, as on a full disk.
            if (delivered_) return {*delivered_, changed_};
            base::print(stderr,
                        "xdg2pekwm: no menu can be made: it would take more memory than there is, or more "
                        "than {} MiB\n",
                        mostMemory >> 20U);
            return {exitNoMenu, changed_};
        }
    }

  private:
    int run() {
        const xdg::Environment environment = xdg::readEnvironment(diagnostics_);
        const KeptMenu kept(options_, environment, diagnostics_);
        if (const auto result = kept.find()) {
            const int status = deliver(*result, environment);
            if (options_.stats)
                base::print(stderr, "xdg2pekwm: nothing has changed; {:.1f} ms\n", millisecondsSince(start_));
            leave(status);
            return status;
        }
        Settings settings;
        if (!readSettings(settings, options_, environment, files_, diagnostics_)) return exitUsage;
        if (options_.task == Task::printConfig) {
            reporter_.report(diagnostics_, base::Severity::note);
            return print(settings.print());
        }
        if (files_.hasRoot() && options_.task == Task::write && options_.format == Format::pekwm &&
            !options_.output)
            return usageError("--root needs --output: which file is to be written is not the image's to say");
        return make(settings, environment, kept);
    }

    int make(const Settings& settings, const xdg::Environment& environment, const KeptMenu& kept) {
        Generator generator(options_, files_, environment, settings, diagnostics_, reporter_);
        if (!generator.build()) return exitNoMenu;
        int status = exitDone;
        if (options_.task == Task::write) {
            const std::string text = generator.render();
            noteFault();
            const cache::Result result{text, std::move(diagnostics_)};
            status = deliver(result, environment);
            delivered_ = status;
            if (generator.isFinal()) kept.keep(result, files_);
        } else {
            noteFault();
            status = generator.answer();
        }
        if (options_.stats) printStats(files_.counts(), generator, start_);
        if (!options_.watch) leave(status);
        return status;
    }

    /// What the system did not answer looks like something that is not there.
    void noteFault() {
        const auto& fault = files_.log().fault();
        const auto& said = diagnostics_.all();
        if (!fault || std::any_of(said.begin(), said.end(), [&](const base::Diagnostic& diagnostic) {
                return diagnostic.path == fault->path;
            }))
            return;
        diagnostics_.warning({fault->path},
                             base::failErrno("cannot be examined", fault->code).value().message +
                                 "; what depends on it may be missing until the next run");
    }

    int deliver(const cache::Result& result, const xdg::Environment& environment) {
        Delivery delivery(options_, environment.directories.home, reporter_);
        const int status = delivery.run(result.text);
        changed_ = delivery.changed();
        reporter_.report(result.diagnostics, base::Severity::warning);
        return status;
    }

    const Options& options_;
    const base::FileTree& files_;
    Reporter& reporter_;
    /// Nobody else asks for it, and the first look at a clock costs as much as ten at a file.
    const Clock::time_point start_ = options_.stats ? Clock::now() : Clock::time_point();
    base::Diagnostics diagnostics_;
    bool changed_ = false;
    std::optional<int> delivered_; ///< the status of a menu that is made, whatever comes after it
};

} // namespace

int run(int argc, char** argv) {
    base::expectRun();
    base::openStandardStreams();
    base::failAtLargestFile();
    const auto options = parseOptions(argc, argv);
    if (!options) return usageError(options.error().message);
    if (options->task == Task::help) return print(helpText());
    if (options->task == Task::version) return print(fmt::format("xdg2pekwm {}\n", KIT_VERSION));
    if (!isRoot(options->root))
        return usageError(fmt::format("--root: {}: there is no such folder", options->root));

    Reporter reporter;
    if (!options->watch) {
        base::FileTree files(options->root);
        if (options->task == Task::listInputs || isKept(*options)) files.recordInputs();
        return Run(*options, files, reporter)().status;
    }
    const auto watched =
        watchInputs([&](const base::FileTree& files) { return Run(*options, files, reporter)(); },
                    options->root, options->onChange);
    if (!watched) {
        base::print(stderr, "xdg2pekwm: {}\n", watched.error().message);
        return exitNotWritten;
    }
    return *watched;
}

} // namespace app
