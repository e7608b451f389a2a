#include "config/settings.hpp"

#include "base/path.hpp"
#include "base/text.hpp"
#include "config/values.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <span>

namespace config {

namespace {

using base::Result;
using Text = std::string_view;

/// One key of the config file: how its value is read and written.
struct Key {
    Text section;
    Text key;
    Result<void> (*read)(Settings&, Text);
    std::string (*write)(const Settings&);
};

template <typename T>
Result<void> store(T& target, Result<T> value) {
    if (!value) return tl::make_unexpected(std::move(value.error()));
    target = std::move(*value);
    return {};
}

template <typename T>
struct Name {
    Text name;
    T value;
};

template <typename T, std::size_t N>
Result<T> parseName(const Name<T> (&names)[N], Text text) {
    std::string known;
    for (const auto& [name, value] : names) {
        if (name == text) return value;
        known += (known.empty() ? "" : ", ") + std::string(name);
    }
    return base::fail(fmt::format("'{}' is none of {}", text, known));
}

template <typename T, std::size_t N>
std::string printName(const Name<T> (&names)[N], T value) {
    for (const auto& entry : names)
        if (entry.value == value) return std::string(entry.name);
    return {};
}

constexpr Name<Restart> restartNames[] = {
    {"on-failure", Restart::onFailure}, {"always", Restart::always}, {"never", Restart::never}};
constexpr Name<OnWmExit> wmExitNames[] = {{"logout", OnWmExit::logout}, {"restart", OnWmExit::restart}};
constexpr Name<OnXLost> xLostNames[] = {{"fail", OnXLost::fail}, {"logout", OnXLost::logout}};
constexpr Name<LogLevel> levelNames[] = {{"debug", LogLevel::debug},
                                         {"info", LogLevel::info},
                                         {"warning", LogLevel::warning},
                                         {"error", LogLevel::error}};

Result<void> readBackoff(UnitSettings& unit, Text text) {
    const std::size_t dots = text.find("..");
    const auto first = parseDuration(base::trim(text.substr(0, dots)));
    const auto last = dots == Text::npos ? first : parseDuration(base::trim(text.substr(dots + 2)));
    if (!first || !last || *first > *last)
        return base::fail(fmt::format("'{}' is no range of times; expected such as 100ms..5s", text));
    unit.backoffFirst = *first;
    unit.backoffLast = *last;
    return {};
}

Result<void> readLimit(UnitSettings& unit, Text text) {
    const std::size_t slash = text.find('/');
    const auto count = parseNumber(base::trim(text.substr(0, slash)), 0, 1000);
    const auto window = slash == Text::npos ? Result<Milliseconds>(unit.limitWindow)
                                            : parseDuration(base::trim(text.substr(slash + 1)));
    if (!count || !window) return base::fail(fmt::format("'{}' is no limit; expected such as 5/30s", text));
    unit.limit = *count;
    unit.limitWindow = *window;
    return {};
}

Result<void> readLayout(Settings& settings, Text text) {
    if (text.empty() || text.find('/') != Text::npos)
        return base::fail(fmt::format("'{}' is no layout; expected auto, none, or what stands before "
                                      "-applications.menu",
                                      text));
    settings.menuLayout = text;
    return {};
}

Result<void> readAbsolute(std::string& target, Text text) {
    if (!text.empty() && !base::isAbsolute(text))
        return base::fail(fmt::format("'{}' is not an absolute path", text));
    target = text;
    return {};
}

Result<void> readBackground(Settings& settings, Text text) {
    const bool colour = text.size() == 7 && text.front() == '#' &&
                        text.find_first_not_of("0123456789abcdefABCDEF", 1) == Text::npos;
    if (!text.empty() && text != "none" && !colour && !base::isAbsolute(text))
        return base::fail(fmt::format("'{}' is neither #rrggbb, an absolute path, nor none", text));
    settings.background = text;
    return {};
}

Result<void> readIconPath(Settings& settings, Text text) {
    for (const std::string& folder : base::split(text, ':'))
        if (!folder.empty() && !base::isAbsolute(folder))
            return base::fail(fmt::format("'{}' is not an absolute path", folder));
    settings.iconPath = text;
    settings.iconPathSet = true;
    return {};
}

// NOLINTBEGIN(bugprone-macro-parentheses): the arguments are names of members
#define KIT_DURATION(member)                                                                                 \
    [](Settings& s, Text v) { return store(s.member, parseDuration(v)); },                                   \
        [](const Settings& s) { return printDuration(s.member); }
#define KIT_NAME(member, names)                                                                              \
    [](Settings& s, Text v) { return store(s.member, parseName(names, v)); },                                \
        [](const Settings& s) { return printName(names, s.member); }
#define KIT_BOOL(member)                                                                                     \
    [](Settings& s, Text v) { return store(s.member, parseBool(v)); },                                       \
        [](const Settings& s) { return std::string(s.member ? "yes" : "no"); }
#define KIT_TEXT(member)                                                                                     \
    [](Settings& s, Text v) -> Result<void> {                                                                \
        s.member = v;                                                                                        \
        return {};                                                                                           \
    },                                                                                                       \
        [](const Settings& s) { return s.member; }
#define KIT_COMMAND(member)                                                                                  \
    [](Settings& s, Text v) { return store(s.member, parseCommand(v)); },                                    \
        [](const Settings& s) { return printCommand(s.member); }
#define KIT_UNIT(section, unit)                                                                              \
    {section, "command", KIT_COMMAND(unit.command)},                                                         \
        {section, "ready_timeout", KIT_DURATION(unit.readyTimeout)},                                         \
        {section, "restart", KIT_NAME(unit.restart, restartNames)},                                          \
        {section, "backoff", [](Settings& s, Text v) { return readBackoff(s.unit, v); },                     \
         [](const Settings& s) {                                                                             \
             return printDuration(s.unit.backoffFirst) + ".." + printDuration(s.unit.backoffLast);           \
         }},                                                                                                 \
    {                                                                                                        \
        section, "limit", [](Settings& s, Text v) { return readLimit(s.unit, v); }, [](const Settings& s) {  \
            return fmt::format("{}/{}", s.unit.limit, printDuration(s.unit.limitWindow));                    \
        }                                                                                                    \
    }

// NOLINTEND(bugprone-macro-parentheses)

/// Every key there is, in the order in which they are printed.
std::span<const Key> allKeys() {
    static const Key keys[] = {
        {"session", "x_timeout", KIT_DURATION(xTimeout)},
        {"session", "on_wm_exit", KIT_NAME(onWmExit, wmExitNames)},
        {"session", "on_x_lost", KIT_NAME(onXLost, xLostNames)},
        {"session", "stop_timeout", KIT_DURATION(stopTimeout)},
        {"session", "kill_timeout", KIT_DURATION(killTimeout)},
        {"session", "logout_timeout", KIT_DURATION(logoutTimeout)},
        KIT_UNIT("wm", wm),
        KIT_UNIT("panel", panel),
        {"menu", "watch", KIT_BOOL(menuWatch)},
        {"menu", "debounce", KIT_DURATION(menuDebounce)},
        {"menu", "timeout", KIT_DURATION(menuTimeout)},
        {"menu", "layout", readLayout, [](const Settings& s) { return s.menuLayout; }},
        {"menu", "command", KIT_COMMAND(menuCommand)},
        {"x", "dpi", [](Settings& s, Text v) { return store(s.dpi, parseNumber(v, 0, 1000)); },
         [](const Settings& s) { return std::to_string(s.dpi); }},
        {"x", "xkb", KIT_TEXT(xkb)},
        {"x", "background", readBackground, [](const Settings& s) { return s.background; }},
        {"x", "shm", KIT_BOOL(shmProbe)},
        {"icons", "path", readIconPath, [](const Settings& s) { return s.iconPath; }},
        {"icons", "theme", KIT_TEXT(iconTheme)},
        {"autostart", "enabled", KIT_BOOL(autostart)},
        {"log", "level", KIT_NAME(logLevel, levelNames)},
        {"log", "file", [](Settings& s, Text v) { return readAbsolute(s.logFile, v); },
         [](const Settings& s) { return s.logFile; }},
    };
    return keys;
}

bool isVariableName(Text name) {
    return !name.empty() && name.find_first_of("= \t") == Text::npos &&
           (name.front() < '0' || name.front() > '9');
}

} // namespace

Result<void> set(Settings& settings, Text section, Text key, Text value) {
    if (section == "env") {
        if (!isVariableName(key)) return base::fail("no name of a variable");
        settings.environment[std::string(key)] = value;
        return {};
    }
    const auto keys = allKeys();
    const auto found = std::find_if(keys.begin(), keys.end(),
                                    [&](const Key& k) { return k.section == section && k.key == key; });
    if (found != keys.end()) return found->read(settings, value);
    const bool known =
        std::any_of(keys.begin(), keys.end(), [&](const Key& k) { return k.section == section; });
    return base::fail(known ? "unknown key" : "unknown section", ENOENT);
}

std::string print(const Settings& settings) {
    std::string out;
    Text section;
    const auto line = [&](Text key, const std::string& name, const std::string& value) {
        if (const auto origin = settings.origins.find(name); origin != settings.origins.end())
            out += fmt::format("# {}\n", origin->second);
        out += fmt::format("{} = {}\n", key, value);
    };
    for (const Key& key : allKeys()) {
        if (key.section != section) out += fmt::format("{}[{}]\n", out.empty() ? "" : "\n", key.section);
        section = key.section;
        line(key.key, fmt::format("{}.{}", key.section, key.key), key.write(settings));
    }
    if (!settings.environment.empty()) out += "\n[env]\n";
    for (const auto& [name, value] : settings.environment)
        line(name, "env." + name, value);
    return out;
}

} // namespace config
