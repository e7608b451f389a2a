#include "plan/look.hpp"

#include "base/ini_reader.hpp"
#include "base/number.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "icons/picture_size.hpp"
#include "plan/pekwm_config.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>
#include <vector>

namespace plan {

namespace {

/// Halfway between the resolutions that the scales are made for: 96, 144 and 192.
constexpr unsigned dpiOfMiddle = 120;
constexpr unsigned dpiOfDouble = 168;

/// With fewer rows than these a root menu with favourites does not fit, and small icons are better.
constexpr unsigned fewRows = 20;
constexpr unsigned leastRows = 4;

/// pekwm's own menus show the icons of windows, which are square.
constexpr auto squareMenus =
    std::to_array<const char*>({"Goto", "GotoClient", "Icon", "AttachClient", "AttachFrame",
                                "AttachClientInFrame", "AttachFrameInFrame"});

struct Number {
    std::string_view key;
    unsigned Look::*member;
};
constexpr auto numbers = std::to_array<Number>({{"icon", &Look::icon},
                                                {"icon_small", &Look::iconSmall},
                                                {"icon_gap", &Look::iconGap},
                                                {"row", &Look::row},
                                                {"row_small", &Look::rowSmall},
                                                {"edge", &Look::edge},
                                                {"panel", &Look::panel}});

/// A setting of the generator that pekwm must know of, too, and what the generator takes there.
struct IconSize {
    std::string_view key;
    unsigned least;
    unsigned most;
    unsigned MenuSize::*member;
};
constexpr auto iconSizes =
    std::to_array<IconSize>({{"size", icons::leastSize, icons::mostSize, &MenuSize::icon},
                             {"gap", 0, icons::widestGap, &MenuSize::gap}});

template <typename T>
bool readNumber(std::string_view text, T& number, int base = 10) {
    const auto read = base::numberOf<T>(text, 0, std::numeric_limits<T>::max(), base);
    number = read.value_or(number);
    return read.has_value();
}

bool readColours(std::string_view text, Look& look) {
    // "#rrggbb #rrggbb"
    constexpr std::size_t one = 7;
    return text.size() == 2 * one + 1 && text[0] == '#' && text[one + 1] == '#' &&
           readNumber(text.substr(1, one - 1), look.ground.top, 16) &&
           readNumber(text.substr(one + 2), look.ground.bottom, 16);
}

} // namespace

base::Result<Look> parseLook(std::string_view text, const std::string& path) {
    Look look;
    std::string wrong;
    bool colours = false;
    base::Diagnostics diagnostics;
    const auto take = [&](const base::IniEntry& entry) {
        bool good = true;
        if (entry.key == "background") good = colours = readColours(entry.value, look);
        if (entry.key == "dark") look.dark = entry.value == "yes";
        for (const Number& number : numbers)
            if (entry.key == number.key) good = readNumber(entry.value, look.*number.member);
        if (!good) wrong = fmt::format("{}:{}: {}: '{}'", path, entry.line, entry.key, entry.value);
    };
    base::readIni(text, path, take, diagnostics);
    if (!wrong.empty()) return base::fail(wrong);
    for (const Number& number : numbers)
        if (look.*number.member == 0) return base::fail(fmt::format("{}: {} is missing", path, number.key));
    if (!colours) return base::fail(fmt::format("{}: background is missing", path));
    return look;
}

std::string_view scaleFor(unsigned dpi) {
    if (dpi >= dpiOfDouble) return "2x";
    return dpi >= dpiOfMiddle ? "1.5x" : "1x";
}

MenuSize menuSize(const Look& look, unsigned screenHeight) {
    const unsigned taken = look.panel + 2 * look.edge;
    const unsigned room = screenHeight > taken ? screenHeight - taken : 0;
    if (room / look.row >= fewRows) return {look.icon, look.iconGap, room / look.row};
    return {look.iconSmall, look.iconGap, std::max(room / look.rowSmall, leastRows)};
}

void takeSizes(MenuSize& size, std::string_view generatorConfig, const std::string& path) {
    const auto take = [&size](const base::IniEntry& entry) {
        unsigned number = 0;
        if (entry.section != "icons" || !readNumber(entry.value, number)) return;
        for (const IconSize& one : iconSizes)
            if (entry.key == one.key && number >= one.least && number <= one.most) size.*one.member = number;
    };
    base::Diagnostics known; // the generator's to report
    base::readIni(generatorConfig, path, take, known);
}

std::string generatorConfig(const MenuWishes& wishes) {
    std::vector<std::string> looks = wishes.looks;
    for (std::string& look : looks)
        if (wishes.look != nullptr && look == wishes.look->name) look.insert(0, 1, '*');
    // By pekwm's own way the window manager would be the first to go, and the windows asked without one.
    std::string menu = "[menu]\nlogout = pekwm-lxpanel ctl logout\n";
    std::string icons;
    if (wishes.look != nullptr) {
        menu += fmt::format("rows = {}\n", wishes.size.rows);
        icons = fmt::format("size = {}\ngap = {}\n", wishes.size.icon, wishes.size.gap);
    }
    if (!looks.empty()) menu += fmt::format("looks = {}\n", fmt::join(looks, ";"));
    if (!wishes.iconTheme.empty()) icons += fmt::format("theme = {}\n", wishes.iconTheme);
    std::string path = wishes.iconPath;
    std::replace(path.begin(), path.end(), ':', ';');
    if (!path.empty()) icons += fmt::format("path = {}\n", path);
    return fmt::format("# Made by pekwm-lxpanel for its session. ~/.config/xdg2pekwm/config counts more.\n"
                       "{}[icons]\n{}",
                       menu, icons);
}

std::string pekwmFragment(const Look& look, const MenuSize& menu) {
    std::string text =
        fmt::format("Files {{ Theme = {} }}\nMenu {{\n", pekwmQuoted(base::join(look.folder, "pekwm")));
    const auto limits = [&text](std::string_view name, unsigned width, unsigned height) {
        text += fmt::format("\tIcons = \"{0}\" {{ Minimum = \"{1}x{2}\"; Maximum = \"{1}x{2}\" }}\n", name,
                            width, height);
    };
    // The pictures of menus bring the gap with them: pekwm puts none between icon and title.
    limits("DEFAULT", menu.icon + menu.gap, menu.icon);
    for (const char* name : squareMenus)
        limits(name, menu.icon, menu.icon);
    return text + "}\n";
}

} // namespace plan
