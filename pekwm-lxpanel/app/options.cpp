#include "app/options.hpp"

#include "base/number.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <getopt.h>
#include <string_view>

namespace app {

namespace {

enum Flag : int {
    flagHelp = 'h',
    flagVersion = 'V',
    flagConfig = 'c',
    flagCheck = 256,
    flagDryRun,
    flagPrintConfig,
    flagPrintEnv,
    flagReplace,
    flagNoPanel,
    flagNested,
};

constexpr auto longOptions = std::to_array<option>({
    {"help", no_argument, nullptr, flagHelp},
    {"version", no_argument, nullptr, flagVersion},
    {"config", required_argument, nullptr, flagConfig},
    {"check", no_argument, nullptr, flagCheck},
    {"dry-run", no_argument, nullptr, flagDryRun},
    {"print-config", no_argument, nullptr, flagPrintConfig},
    {"print-env", no_argument, nullptr, flagPrintEnv},
    {"replace", no_argument, nullptr, flagReplace},
    {"no-panel", no_argument, nullptr, flagNoPanel},
    {"nested", optional_argument, nullptr, flagNested},
    {nullptr, 0, nullptr, 0},
});

constexpr std::array<std::string_view, 8> requests{
    "status", "status --json", "restart wm", "restart panel", "refresh-menu", "reload", "logout", "log"};
constexpr std::string_view defaultSize = "1280x800";
constexpr unsigned leastSide = 64; // pixels: in less nothing of a desktop is to be seen
constexpr unsigned greatestSide = 99999;

base::Result<Options> parseCtl(int argc, char** argv) {
    Options options;
    options.task = Task::ctl;
    for (int i = 2; i < argc; ++i) {
        if (i > 2) options.request += ' ';
        options.request += argv[i];
    }
    if (options.request == "--help" || options.request == "-h") {
        options.task = Task::help;
    } else if (std::find(requests.begin(), requests.end(), options.request) == requests.end()) {
        const std::string given =
            options.request.empty() ? "no request" : fmt::format("'{}'", options.request);
        return base::fail(fmt::format("ctl: {}; there are {}", given, fmt::join(requests, ", ")));
    }
    return options;
}

base::Result<Options> parseTheme(int argc, char** argv) {
    Options options;
    options.task = Task::theme;
    options.theme.assign(argv + 2, argv + argc);
    const std::vector<std::string>& words = options.theme;
    const bool asks = words.size() == 1 && (words[0] == "list" || words[0] == "show");
    const bool sets = words.size() == 2 && words[0] == "set";
    if (words.size() == 1 && (words[0] == "--help" || words[0] == "-h"))
        options.task = Task::help;
    else if (!asks && !sets)
        return base::fail("theme: expected list, show, or set and a name");
    return options;
}

bool isSize(std::string_view text) {
    const std::size_t cross = text.find('x');
    if (cross == std::string_view::npos) return false;
    const auto isSide = [](std::string_view number) {
        return base::numberOf<unsigned>(number, leastSide, greatestSide).has_value();
    };
    return isSide(text.substr(0, cross)) && isSide(text.substr(cross + 1));
}

/// One question at a time: of two, the answer to one would be missed.
base::Result<void> setTask(Options& options, Task task) {
    if (options.task != Task::run && options.task != task)
        return base::fail("only one of --check, --dry-run, --print-config and --print-env at a time");
    options.task = task;
    return {};
}

} // namespace

base::Result<Options> parseOptions(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "ctl") return parseCtl(argc, argv);
    if (argc > 1 && std::string_view(argv[1]) == "theme") return parseTheme(argc, argv);
    Options options;
    ::opterr = 0;
    ::optind = 0; // from the start, whatever was read before
    for (;;) {
        const int shown = std::max(::optind, 1);
        base::Result<void> done;
        const int flag = ::getopt_long(argc, argv, ":hVc:", longOptions.data(), nullptr);
        if (flag == -1) break;
        switch (flag) {
        case flagHelp:
            options.task = Task::help;
            return options;
        case flagVersion:
            options.task = Task::version;
            return options;
        case flagConfig:
            options.config = ::optarg;
            break;
        case flagCheck:
            done = setTask(options, Task::check);
            break;
        case flagDryRun:
            done = setTask(options, Task::dryRun);
            break;
        case flagPrintConfig:
            done = setTask(options, Task::printConfig);
            break;
        case flagPrintEnv:
            done = setTask(options, Task::printEnv);
            break;
        case flagReplace:
            options.replace = true;
            break;
        case flagNoPanel:
            options.panel = false;
            break;
        case flagNested:
            options.nested = ::optarg != nullptr ? ::optarg : std::string(defaultSize);
            if (!isSize(*options.nested))
                return base::fail(
                    fmt::format("--nested: '{}' is no size; expected such as {}, each at least {}",
                                *options.nested, defaultSize, leastSide));
            break;
        case ':':
            return base::fail(fmt::format("{} needs a value", argv[shown]));
        default:
            return base::fail(fmt::format("unknown option {}", argv[shown]));
        }
        if (!done) return tl::make_unexpected(std::move(done.error()));
    }
    if (::optind < argc) return base::fail(fmt::format("'{}' is not understood", argv[::optind]));
    return options;
}

std::string helpText() {
    return "Usage: pekwm-lxpanel [OPTION...]           run a desktop of pekwm and lxpanel\n"
           "       pekwm-lxpanel ctl REQUEST           speak to the one that runs\n"
           "       pekwm-lxpanel theme list|show|set NAME   its look: WM, panel, background\n"
           "\n"
           "  --check          report what is wrong with the configuration and the machine\n"
           "  --dry-run        say what would be done\n"
           "  --print-config   all settings, and where each one is from\n"
           "  --print-env      the environment of the programs, what was repaired and why\n"
           "  --replace        take the display over from another session or window manager\n"
           "  --no-panel       without lxpanel\n"
           "  --nested[=WxH]   in a window of its own on the present display, by Xephyr\n"
           "  -c, --config F   read the config file F alone\n"
           "  -h, --help       this text\n"
           "  -V, --version    the version\n"
           "\n"
           "Requests: status [--json], restart wm, restart panel, refresh-menu, reload,\n"
           "          logout, log\n"
           "\n"
           "Exit status: 0 logged out, 1 internal error, 2 wrong usage, 3 configuration,\n"
           "4 no display, 5 display managed by another, 6 no window manager, 7 window\n"
           "manager crashes, 8 no folder can be written, 9 display lost\n";
}

} // namespace app
