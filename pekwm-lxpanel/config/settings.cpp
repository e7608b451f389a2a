#include "config/settings.hpp"

#include "base/ini_reader.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "config/values.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/core.h>
#include <iterator>

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

Result<void> readMenuTimeout(Milliseconds& target, Text text) {
    const auto time = parseDuration(text);
    if (!time) return tl::make_unexpected(time.error());
    if (*time == Milliseconds::zero()) return base::fail("no menu can be made in no time");
    target = *time;
    return {};
}

Result<void> readLimit(UnitSettings& unit, Text text) {
    const std::size_t slash = text.find('/');
    const auto count = parseNumber(base::trim(text.substr(0, slash)), 0, 1000);
    const auto window = slash == Text::npos ? Result<Milliseconds>(unit.limitWindow)
                                            : parseDuration(base::trim(text.substr(slash + 1)));
    if (!count || !window || *window == Milliseconds::zero())
        return base::fail(fmt::format("'{}' is no limit; expected such as 5/30s", text));
    unit.limit = *count;
    unit.limitWindow = *window;
    return {};
}

Result<void> readLayout(std::string& target, Text text) {
    if (text.empty() || text.find('/') != Text::npos)
        return base::fail(fmt::format("'{}' is no layout; expected auto, none, or what stands before "
                                      "-applications.menu",
                                      text));
    target = text;
    return {};
}

Result<void> readAbsolute(std::string& target, Text text) {
    if (!text.empty() && !base::isAbsolute(text))
        return base::fail(fmt::format("'{}' is not an absolute path", text));
    target = text;
    return {};
}

Result<void> readBackground(std::string& target, Text text) {
    const bool colour = text.size() == 7 && text.front() == '#' &&
                        text.find_first_not_of("0123456789abcdefABCDEF", 1) == Text::npos;
    if (!text.empty() && text != "none" && text != "plain" && !colour && !base::isAbsolute(text))
        return base::fail(fmt::format("'{}' is neither #rrggbb, an absolute path, plain, nor none", text));
    target = text;
    return {};
}

Result<void> readLook(std::string& target, Text text) {
    if (text.empty() || text.find('/') != Text::npos || text.front() == '.')
        return base::fail(
            fmt::format("'{}' is no look; expected auto, none, or one that 'pekwm-lxpanel theme "
                        "list' names",
                        text));
    target = text;
    return {};
}

Result<void> readModule(std::string& target, Text text) {
    if (text != "auto" && text != "none" && !base::isAbsolute(text))
        return base::fail(fmt::format("'{}' is neither auto, none, nor an absolute path", text));
    target = text;
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

/// The member that a path of pointers leads to: at<&Settings::wm, &UnitSettings::command>(settings).
template <auto first, auto... rest, typename Owner>
auto& at(Owner& owner) {
    if constexpr (sizeof...(rest) == 0)
        return owner.*first;
    else
        return at<rest...>(owner.*first);
}

template <auto... member>
constexpr Key duration(Text section, Text key) {
    return {section, key, [](Settings& s, Text v) { return store(at<member...>(s), parseDuration(v)); },
            [](const Settings& s) { return printDuration(at<member...>(s)); }};
}

template <auto& names, auto... member>
constexpr Key choice(Text section, Text key) {
    return {section, key, [](Settings& s, Text v) { return store(at<member...>(s), parseName(names, v)); },
            [](const Settings& s) { return printName(names, at<member...>(s)); }};
}

template <auto... member>
constexpr Key command(Text section, Text key) {
    return {section, key, [](Settings& s, Text v) { return store(at<member...>(s), parseCommand(v)); },
            [](const Settings& s) { return printCommand(at<member...>(s)); }};
}

template <auto member>
constexpr Key flag(Text section, Text key) {
    return {section, key, [](Settings& s, Text v) { return store(s.*member, parseBool(v)); },
            [](const Settings& s) { return std::string(s.*member ? "yes" : "no"); }};
}

Result<void> readAny(std::string& target, Text text) {
    target = text;
    return {};
}

template <auto member, auto read = readAny>
constexpr Key text(Text section, Text key) {
    return {section, key, [](Settings& s, Text v) { return read(s.*member, v); },
            [](const Settings& s) { return s.*member; }};
}

template <auto unit>
constexpr Key backoff(Text section) {
    return {section, "backoff", [](Settings& s, Text v) { return readBackoff(s.*unit, v); },
            [](const Settings& s) {
                return printDuration((s.*unit).backoffFirst) + ".." + printDuration((s.*unit).backoffLast);
            }};
}

template <auto unit>
constexpr Key limit(Text section) {
    return {section, "limit", [](Settings& s, Text v) { return readLimit(s.*unit, v); },
            [](const Settings& s) {
                return fmt::format("{}/{}", (s.*unit).limit, printDuration((s.*unit).limitWindow));
            }};
}

using S = Settings;
using U = UnitSettings;

/// Every key there is, in the order in which they are printed.
constexpr Key allKeys[] = {
    duration<&S::xTimeout>("session", "x_timeout"),
    choice<wmExitNames, &S::onWmExit>("session", "on_wm_exit"),
    choice<xLostNames, &S::onXLost>("session", "on_x_lost"),
    duration<&S::stopTimeout>("session", "stop_timeout"),
    duration<&S::killTimeout>("session", "kill_timeout"),
    duration<&S::logoutTimeout>("session", "logout_timeout"),
    command<&S::wm, &U::command>("wm", "command"),
    duration<&S::wm, &U::readyTimeout>("wm", "ready_timeout"),
    choice<restartNames, &S::wm, &U::restart>("wm", "restart"),
    backoff<&S::wm>("wm"),
    limit<&S::wm>("wm"),
    command<&S::panel, &U::command>("panel", "command"),
    duration<&S::panel, &U::readyTimeout>("panel", "ready_timeout"),
    choice<restartNames, &S::panel, &U::restart>("panel", "restart"),
    backoff<&S::panel>("panel"),
    limit<&S::panel>("panel"),
    text<&S::panelModule, readModule>("panel", "module"),
    flag<&S::menuWatch>("menu", "watch"),
    duration<&S::menuDebounce>("menu", "debounce"),
    Key{"menu", "timeout", [](S& s, Text v) { return readMenuTimeout(s.menuTimeout, v); },
        [](const S& s) { return printDuration(s.menuTimeout); }},
    text<&S::menuLayout, readLayout>("menu", "layout"),
    command<&S::menuCommand>("menu", "command"),
    {"x", "dpi", [](S& s, Text v) { return store(s.dpi, parseNumber(v, 0, 1000)); },
     [](const S& s) { return std::to_string(s.dpi); }},
    text<&S::xkb>("x", "xkb"),
    text<&S::background, readBackground>("x", "background"),
    flag<&S::shmProbe>("x", "shm"),
    text<&S::lookTheme, readLook>("looks", "theme"),
    {"icons", "path", readIconPath, [](const S& s) { return s.iconPath; }},
    text<&S::iconTheme>("icons", "theme"),
    flag<&S::autostart>("autostart", "enabled"),
    choice<levelNames, &S::logLevel>("log", "level"),
    text<&S::logFile, readAbsolute>("log", "file"),
};

/// Of what --print-config could not say so that it is read again.
constexpr Text notPrinted = "too long for a line with all its quotes and blanks";

bool isVariableName(Text name) {
    return !name.empty() && name.find_first_of("= \t") == Text::npos &&
           (name.front() < '0' || name.front() > '9');
}

} // namespace

Result<void> set(Settings& settings, Text section, Text key, Text value) {
    if (section == "env") {
        if (!isVariableName(key)) return base::fail("no name of a variable");
        if (!base::canBeIniLine(key, value)) return base::fail(std::string(notPrinted));
        settings.environment[std::string(key)] = value;
        return {};
    }
    const auto* const found = std::find_if(std::begin(allKeys), std::end(allKeys), [&](const Key& k) {
        return k.section == section && k.key == key;
    });
    if (found != std::end(allKeys)) {
        Settings changed = settings;
        if (auto done = found->read(changed, value); !done) return done;
        if (!base::canBeIniLine(key, found->write(changed))) return base::fail(std::string(notPrinted));
        settings = std::move(changed);
        return {};
    }
    const bool known = std::any_of(std::begin(allKeys), std::end(allKeys),
                                   [&](const Key& k) { return k.section == section; });
    return base::fail(known ? "unknown key" : "unknown section", ENOENT);
}

std::string print(const Settings& settings) {
    std::string out;
    Text section;
    const auto line = [&](Text key, const std::string& name, const std::string& value) {
        if (const auto origin = settings.origins.find(name); origin != settings.origins.end())
            out += fmt::format("# {}\n", origin->second);
        out += base::iniLine(key, value) + '\n';
    };
    for (const Key& key : allKeys) {
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
