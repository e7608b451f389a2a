#include "options.hpp"

#include "base/console.hpp"
#include "base/path.hpp"

#include <array>
#include <charconv>
#include <climits>
#include <cmath>
#include <fmt/core.h>
#include <getopt.h>
#include <string_view>
#include <unistd.h>

namespace app {

namespace {

enum Flag : int {
    flagOutput = 'o',
    flagHelp = 'h',
    flagVersion = 'V',
    flagFormat = 256,
    flagRoot,
    flagConfig,
    flagPrintConfig,
    flagCheck,
    flagExplain,
    flagListInputs,
    flagSubmenu,
    flagStats,
    flagNoCache,
    flagIconPath,
    flagWatch,
    flagOnChange,
    flagTimeout,
    firstSwitch = 512,   // from here on: index into switchFlags
    firstSetting = 1024, // from here on: index into settingFlags
};

/// Flags that are nothing but a setting of a certain value.
struct SwitchFlag {
    const char* flag;
    const char* setting;
    const char* value;
};
constexpr auto switchFlags = std::to_array<SwitchFlag>({
    {"icons", "icons.show", "true"},
    {"no-icons", "icons.show", "false"},
    {"actions", "menu.actions", "true"},
    {"hide-missing", "menu.hide_missing", "true"},
    {"no-tail", "menu.tail", "false"},
});

/// Flags that are nothing but a setting with the value that follows.
struct SettingFlag {
    const char* flag;
    const char* setting;
};
constexpr auto settingFlags = std::to_array<SettingFlag>({
    {"menu", "menu.file"},
    {"layout", "menu.layout"},
    {"desktop", "menu.desktop"},
    {"locale", "menu.locale"},
    {"terminal", "menu.terminal"},
    {"rows", "menu.rows"},
    {"ellipsis", "menu.ellipsis"},
    {"favourites", "menu.favourites"},
    {"pekwm", "menu.pekwm"},
    {"icon-size", "icons.size"},
    {"icon-gap", "icons.gap"},
    {"icon-theme", "icons.theme"},
    {"looks", "menu.looks"},
});

constexpr std::string_view fileSetting = "menu.file";

std::vector<option> longOptions() {
    std::vector<option> options{
        {"output", required_argument, nullptr, flagOutput},
        {"help", no_argument, nullptr, flagHelp},
        {"version", no_argument, nullptr, flagVersion},
        {"format", required_argument, nullptr, flagFormat},
        {"root", required_argument, nullptr, flagRoot},
        {"config", required_argument, nullptr, flagConfig},
        {"print-config", no_argument, nullptr, flagPrintConfig},
        {"check", no_argument, nullptr, flagCheck},
        {"explain", required_argument, nullptr, flagExplain},
        {"list-inputs", no_argument, nullptr, flagListInputs},
        {"submenu", no_argument, nullptr, flagSubmenu},
        {"stats", no_argument, nullptr, flagStats},
        {"no-cache", no_argument, nullptr, flagNoCache},
        {"icon-path", required_argument, nullptr, flagIconPath},
        {"watch", no_argument, nullptr, flagWatch},
        {"on-change", required_argument, nullptr, flagOnChange},
        {"timeout", required_argument, nullptr, flagTimeout},
    };
    int switchFlag = firstSwitch;
    for (const SwitchFlag& flag : switchFlags)
        options.push_back({flag.flag, no_argument, nullptr, switchFlag++});
    int settingFlag = firstSetting;
    for (const SettingFlag& flag : settingFlags)
        options.push_back({flag.flag, required_argument, nullptr, settingFlag++});
    options.push_back({nullptr, 0, nullptr, 0});
    return options;
}

/// A path of the command line is relative to the folder that we were called in.
std::string absolutePath(std::string_view path) {
    if (base::isAbsolute(path)) return base::normalise(path);
    std::array<char, PATH_MAX> here{};
    if (::getcwd(here.data(), here.size()) == nullptr) return std::string(path);
    return base::join(here.data(), path);
}

std::size_t indexOf(int flag, Flag first) {
    return static_cast<std::size_t>(flag - first);
}

bool namesFile(int flag) {
    if (flag >= firstSetting) return settingFlags.at(indexOf(flag, firstSetting)).setting == fileSetting;
    return flag == flagOutput || flag == flagRoot || flag == flagConfig || flag == flagIconPath;
}

class OptionReader {
  public:
    base::Result<void> take(int flag, std::string_view value) {
        switch (flag) {
        case flagOutput:
            options.output = value == "-" ? std::string(value) : absolutePath(value);
            return {};
        case flagHelp:
            return setTask(Task::help);
        case flagVersion:
            return setTask(Task::version);
        case flagFormat:
            return setFormat(value);
        case flagRoot:
            options.root = absolutePath(value);
            return {};
        case flagConfig:
            options.config = absolutePath(value);
            return {};
        case flagPrintConfig:
            return setTask(Task::printConfig);
        case flagCheck:
            return setTask(Task::check);
        case flagExplain:
            if (value.empty()) return base::fail("--explain needs an application's ID or file");
            options.explainId = value;
            return setTask(Task::explain);
        case flagListInputs:
            return setTask(Task::listInputs);
        case flagSubmenu:
            options.submenu = true;
            return {};
        case flagStats:
            options.stats = true;
            return {};
        case flagNoCache:
            options.noCache = true;
            return {};
        case flagIconPath:
            iconPath += (iconPath.empty() ? "" : ";") + absolutePath(value);
            return set("icons.path", iconPath, "--icon-path");
        case flagWatch:
            options.watch = true;
            return {};
        case flagOnChange:
            options.onChange = value;
            return {};
        case flagTimeout:
            return setTimeout(value);
        default:
            return flag < firstSetting ? takeSwitch(switchFlags.at(indexOf(flag, firstSwitch)))
                                       : takeSetting(settingFlags.at(indexOf(flag, firstSetting)), value);
        }
    }

    Options options;

  private:
    base::Result<void> set(const char* name, std::string_view value, std::string flag) {
        options.overrides.push_back({name, std::string(value), std::move(flag)});
        return {};
    }

    base::Result<void> takeSwitch(const SwitchFlag& flag) {
        return set(flag.setting, flag.value, fmt::format("--{}", flag.flag));
    }

    base::Result<void> takeSetting(const SettingFlag& flag, std::string_view value) {
        return set(flag.setting, flag.setting == fileSetting ? absolutePath(value) : std::string(value),
                   fmt::format("--{}", flag.flag));
    }

    base::Result<void> setFormat(std::string_view value) {
        if (value == "pekwm")
            options.format = Format::pekwm;
        else if (value == "json")
            options.format = Format::json;
        else if (value == "tree")
            options.format = Format::tree;
        else
            return base::fail(fmt::format("--format: '{}' is none of: pekwm json tree", value));
        return {};
    }

    base::Result<void> setTimeout(std::string_view value) {
        constexpr double longest = 86400;
        double seconds = 0;
        const char* end = value.data() + value.size();
        const auto [stop, error] = std::from_chars(value.data(), end, seconds, std::chars_format::fixed);
        if (error != std::errc() || stop != end || !(seconds >= 0.001) || seconds > longest)
            return base::fail(fmt::format("--timeout: '{}' is no number of seconds up to a day", value));
        options.timeout = std::chrono::milliseconds(std::llround(seconds * 1000));
        return {};
    }

    base::Result<void> setTask(Task task) {
        const bool informs = task == Task::help || task == Task::version;
        const bool informed = options.task == Task::help || options.task == Task::version;
        if (!informs && !informed && options.task != Task::write && options.task != task)
            return base::fail("only one of --check, --explain, --list-inputs and --print-config at a time");
        if (!informed) options.task = task;
        return {};
    }

    std::string iconPath;
};

/// What each option alone may ask for, and not all together.
base::Result<Options> checkTogether(Options options) {
    if (!options.onChange.empty() && !options.watch) return base::fail("--on-change needs --watch");
    if (options.watch && options.task != Task::write)
        return base::fail("--watch writes a menu; it cannot be had with a question");
    if (options.watch && options.toStdout()) return base::fail("--watch needs a file to write");
    if (options.submenu && options.task == Task::write && !options.toStdout() && !options.output)
        return base::fail("--submenu needs --output: a part of a menu cannot take the place of the menu");
    return options;
}

} // namespace

bool Options::hasColours() const {
    return format == Format::tree && toStdout() && base::wantsColours(STDOUT_FILENO);
}

base::Result<Options> parseOptions(int argc, char** argv) {
    const std::vector<option> known = longOptions();
    OptionReader reader;
    opterr = 0; // we write the messages
    optind = 0; // start afresh, whatever was parsed before
    for (;;) {
        const int at = optind == 0 ? 1 : optind;
        int index = -1; // of a long option
        // NOLINTNEXTLINE(concurrency-mt-unsafe): before any thread is made
        const int flag = ::getopt_long(argc, argv, ":o:hV", known.data(), &index);
        if (flag == -1) break;
        const char* word = argv[optind > at ? optind - 1 : at];
        if (flag == ':') return base::fail(fmt::format("{} needs a value", word));
        if (flag == '?') return base::fail(fmt::format("{} is not an option of xdg2pekwm", word));
        // As where a variable is not set: the folder that we are in would be taken instead.
        if (optarg != nullptr && *optarg == '\0' && namesFile(flag))
            return base::fail(fmt::format(
                "{} needs the name of a file or folder",
                index < 0 ? "-o" : fmt::format("--{}", known.at(static_cast<std::size_t>(index)).name)));
        if (auto done = reader.take(flag, optarg == nullptr ? "" : optarg); !done)
            return tl::make_unexpected(std::move(done.error()));
    }
    if (optind < argc) return base::fail(fmt::format("'{}' is one word too many", argv[optind]));
    return checkTogether(std::move(reader.options));
}

std::string helpText() {
    return R"(Usage: xdg2pekwm [OPTION...]   writes pekwm's root menu, ~/.pekwm/menu
  -o, --output FILE    there; - is stdout   --format FORMAT   pekwm, json, tree
  --submenu            applications alone   --pekwm VERSION   0.1, 0.2, auto
  --watch              stay, and write again when anything changes
  --on-change CMD      run this after each change of the menu
  --timeout SECONDS    give up where one run takes longer
  --layout LAYOUT      auto, xdg, easyos, easyos-cascading, easyos-container
  --menu FILE          a .menu file         --root DIR        as if it were /
  --locale LOCALE      the language         --desktop NAMES   for OnlyShowIn
  --terminal CMD       for Terminal=true    --favourites IDS  on top: a;b;c
  --rows N             rows of a page       --ellipsis N      width of a title
  --actions            actions, as menus    --hide-missing    what cannot start
  --no-tail            no Windows, Run ...  --looks NAMES     to choose from
  --icons, --no-icons                       --icon-theme NAME
  --icon-size N        pixels               --icon-gap N      room on the right
  --icon-path DIR      more icons           --no-cache        make all anew
  --check              report every problem, write nothing
  --explain ID         why an application is where it is, or is not shown
  --list-inputs        the files and folders that the menu depends on
  --print-config       all settings, and where each comes from
  --config FILE        this one alone       --stats           how much was read
  -h, --help           -V, --version        more: man xdg2pekwm
Exit: 0 done, 1 problems (--check), 2 usage, 3 not written, 4 no menu possible
)";
}

} // namespace app
