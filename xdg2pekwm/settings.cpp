#include "settings.hpp"

#include "base/ini_reader.hpp"
#include "base/number.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "icons/picture_size.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace app {

namespace {

enum class Kind {
    text,   ///< anything
    flag,   ///< true or false
    number, ///< within [least, most]
    choice, ///< one of the words in `choices`
    path,   ///< an absolute one, or none
    paths,  ///< absolute ones, separated by ';'
};

struct Setting {
    std::string_view name;
    Kind kind;
    std::string_view standard;
    std::string_view help; ///< the comment in --print-config
    unsigned least = 0;
    unsigned most = 0;
    std::string_view choices = {};
};

// Every setting there is. What a key means is written here and nowhere else.
constexpr auto settingTable = std::to_array<Setting>({
    {"menu.layout", Kind::choice, "auto",
     "which menu: auto, xdg, easyos, easyos-cascading or easyos-container", 0, 0,
     "auto xdg easyos easyos-cascading easyos-container"},
    {"menu.file", Kind::path, "", "a .menu file to use instead of a layout"},
    {"menu.desktop", Kind::text, "", "names for OnlyShowIn, separated by ':'; empty: XDG_CURRENT_DESKTOP"},
    {"menu.locale", Kind::text, "", "the language, such as de_DE; empty: the environment's"},
    {"menu.terminal", Kind::text, "", "for Terminal=true, such as xterm -e; empty: the first that is found"},
    {"menu.rows", Kind::number, "24", "rows that fit on the screen; longer menus get pages", 3, 1000},
    {"menu.ellipsis", Kind::number, "40", "columns of a title at most", 4, 1000},
    {"menu.actions", Kind::flag, "false", "an application's own actions as a submenu"},
    {"menu.hide_missing", Kind::flag, "false", "leave out what has a program that is not installed"},
    {"menu.favourites", Kind::text, "", "desktop-file IDs shown on top, separated by ';'"},
    {"menu.looks", Kind::text, "",
     "names for 'pekwm-lxpanel theme set' under Desktop, instead of pekwm's themes, separated by ';'; "
     "the current one as '*name'"},
    {"menu.include_before", Kind::paths, "", "pekwm menu files of your own, above the applications"},
    {"menu.include_after", Kind::paths, "", "pekwm menu files of your own, below the applications"},
    {"menu.tail", Kind::flag, "true", "Windows, Run, Desktop and Log out below the applications"},
    {"menu.logout", Kind::text, "",
     "the command of Log out; empty: pekwm ends, and with it what waits for it"},
    {"menu.pekwm", Kind::choice, "auto", "the grammar's generation", 0, 0, "auto 0.1 0.2"},
    {"icons.show", Kind::flag, "true", "icons in the menu"},
    {"icons.size", Kind::number, "16", "pixels", icons::leastSize, icons::mostSize},
    {"icons.gap", Kind::number, "0", "transparent pixels at the right of an icon", 0, icons::widestGap},
    {"icons.theme", Kind::text, "", "the icon theme; empty: GTK's, else the best one installed"},
    {"icons.path", Kind::paths, "", "more folders with icons that no theme has, separated by ';'"},
});

constexpr std::string_view labelPrefix = "labels.";
// The labels that the user may replace; the same keys as the groups of the labels file.
constexpr auto labelKeys = std::to_array<std::string_view>(
    {"menu",  "more",   "windows", "run",           "desktop",      "theme",      "reload",     "restart",
     "about", "logout", "close",   "maximize",      "minimize",     "shade",      "stick",      "raise",
     "lower", "kill",   "send-to", "always-on-top", "always-below", "fullscreen", "window-menu"});

const Setting* find(std::string_view name) {
    for (const Setting& setting : settingTable) {
        if (setting.name == name) return &setting;
    }
    return nullptr;
}

bool isLabel(std::string_view name) {
    if (!name.starts_with(labelPrefix)) return false;
    const std::string_view label = name.substr(labelPrefix.size());
    // A look's title: which looks there are is the session's matter.
    if (label.starts_with(lookLabelPrefix)) return true;
    return std::find(labelKeys.begin(), labelKeys.end(), label) != labelKeys.end();
}

/// Where a setting comes from, without the line: a file, or the command line.
std::string_view layerOf(std::string_view origin) {
    return origin.starts_with("--") ? "--" : origin.substr(0, origin.rfind(':'));
}

base::Result<void> check(const Setting& setting, std::string_view value) {
    switch (setting.kind) {
    case Kind::text:
        return {};
    case Kind::flag:
        if (value != "true" && value != "false")
            return base::fail(fmt::format("'{}' is neither true nor false", value));
        return {};
    case Kind::number: {
        if (!base::numberOf<unsigned>(value, setting.least, setting.most)) {
            return base::fail(
                fmt::format("'{}' is not a number from {} to {}", value, setting.least, setting.most));
        }
        return {};
    }
    case Kind::choice:
        for (const std::string& choice : base::split(setting.choices, ' ')) {
            if (choice == value) return {};
        }
        return base::fail(fmt::format("'{}' is none of: {}", value, setting.choices));
    case Kind::path:
        if (!value.empty() && !base::isAbsolute(value))
            return base::fail(fmt::format("'{}' is not an absolute path", value));
        return {};
    case Kind::paths:
        for (const std::string& path : base::split(value, ';')) {
            if (!path.empty() && !base::isAbsolute(path))
                return base::fail(fmt::format("'{}' is not an absolute path", path));
        }
        return {};
    }
    return {};
}

/// A name that ends with a blank keeps the slash behind it: the blank would be lost where the setting is
/// printed and read again.
std::string wholePaths(std::string_view value, std::string_view folder) {
    std::string out;
    for (const std::string& part : base::split(value, ';')) {
        const std::string_view path = base::trim(part);
        if (path.empty()) continue;
        if (!out.empty()) out += ';';
        out += base::join(folder, path);
        if (base::isIniSpace(out.back())) out += '/';
    }
    return out;
}

} // namespace

std::string Settings::seenFrom(std::string_view folder, std::string_view name, std::string_view value) {
    const Setting* setting = find(name);
    if (setting != nullptr && setting->kind == Kind::paths) return wholePaths(value, folder);
    if (setting != nullptr && setting->kind == Kind::path && !value.empty()) return base::join(folder, value);
    return std::string(value);
}

Settings::Settings() {
    for (const Setting& setting : settingTable)
        values_[std::string(setting.name)] = {std::string(setting.standard), "built-in"};
}

base::Result<void> Settings::set(std::string_view name, std::string_view value, std::string origin) {
    const Setting* setting = find(name);
    if (setting == nullptr && !isLabel(name)) return base::fail("there is no such setting");
    if (setting != nullptr) {
        if (auto checked = check(*setting, value); !checked) return checked;
    }
    // What counts more asks for a layout: a file that counts less is not in its way.
    if (SettingValue& file = values_["menu.file"];
        name == "menu.layout" && layerOf(file.origin) != layerOf(origin))
        file = {{}, "built-in"};
    values_[std::string(name)] = {std::string(value), std::move(origin)};
    return {};
}

const std::string& Settings::text(std::string_view name) const {
    return values_.find(name)->second.text; // names are the table's, written in this program
}

const std::string& Settings::origin(std::string_view name) const {
    return values_.find(name)->second.origin;
}

unsigned Settings::number(std::string_view name) const {
    return base::numberOf<unsigned>(text(name)).value_or(0);
}

std::vector<std::string> Settings::list(std::string_view name) const {
    std::vector<std::string> parts;
    for (const std::string& part : base::split(text(name), ';')) {
        if (const std::string_view trimmed = base::trim(part); !trimmed.empty()) parts.emplace_back(trimmed);
    }
    return parts;
}

std::optional<std::string> Settings::label(std::string_view key) const {
    const auto it = values_.find(std::string(labelPrefix) + std::string(key));
    if (it == values_.end() || it->second.text.empty()) return std::nullopt;
    return it->second.text;
}

std::string Settings::print() const {
    std::string out;
    std::string section;
    const auto line = [&](std::string_view name, const SettingValue& value, std::string_view help) {
        const std::size_t dot = name.find('.');
        if (name.substr(0, dot) != section) {
            section = name.substr(0, dot);
            out += fmt::format("{}[{}]\n", out.empty() ? "" : "\n", section);
        }
        if (!help.empty()) out += fmt::format("; {}\n", help);
        const std::string_view key = name.substr(dot + 1);
        out += fmt::format("; from: {}\n", value.origin);
        if (base::canBeIniLine(key, value.text))
            out += base::iniLine(key, value.text) + '\n';
        else
            out += fmt::format("; no line of a file can hold the value of {}\n", key);
    };
    for (const Setting& setting : settingTable)
        line(setting.name, values_.find(setting.name)->second, setting.help);
    for (const auto& [name, value] : values_) {
        if (isLabel(name)) line(name, value, {});
    }
    return out;
}

} // namespace app
