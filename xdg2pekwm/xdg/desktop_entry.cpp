#include "xdg/desktop_entry.hpp"

#include "base/character_table.hpp"
#include "xdg/key_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/core.h>
#include <limits>
#include <optional>
#include <utility>
#include <variant>

namespace xdg {

namespace {

constexpr std::string_view mainGroup = "Desktop Entry";
// The header of KDE 1 and 2, which the specification's list of deprecated items still names.
constexpr std::string_view oldMainGroup = "KDE Desktop Entry";
constexpr std::string_view actionPrefix = "Desktop Action ";
// The most that is known are nine.
constexpr std::size_t mostActions = 64;

/// A localised string and how well its translation fits; smaller is better.
struct Translated {
    static constexpr unsigned none = std::numeric_limits<unsigned>::max();
    std::string_view raw;
    unsigned rank = none;

    /// Takes `line` where it fits better than what is there; says false for a repetition.
    bool offer(const KeyFileLine& line, const LocaleMatcher& locale) {
        const auto fits = line.locale.empty() ? locale.defaultRank() : locale.rank(line.locale);
        if (!fits) return true;
        if (*fits == rank) return false;
        // An empty translation says nothing: a worse one that does is better.
        if (*fits < rank && (!line.value.empty() || rank == none)) {
            raw = line.value;
            rank = line.value.empty() ? none - 1 : *fits;
        }
        return true;
    }
};

using Text = std::string_view DesktopEntry::*;
using List = std::span<const std::string_view> DesktopEntry::*;
using Flag = bool DesktopEntry::*;

struct Key {
    std::string_view name;
    std::variant<Text, List, Flag> member;
};

// Every key that is taken as it is. Type, Actions and the localised keys have their own code.
constexpr auto keys = std::to_array<Key>({
    {"Exec", &DesktopEntry::exec},
    {"Categories", &DesktopEntry::categories},
    {"Terminal", &DesktopEntry::terminal},
    {"NoDisplay", &DesktopEntry::noDisplay},
    {"Hidden", &DesktopEntry::hidden},
    {"TryExec", &DesktopEntry::tryExec},
    {"OnlyShowIn", &DesktopEntry::onlyShowIn},
    {"NotShowIn", &DesktopEntry::notShowIn},
    {"Path", &DesktopEntry::path},
    {"DBusActivatable", &DesktopEntry::dbusActivatable},
});

/// What they and those begin with: most keys of a file are none of ours.
constexpr base::CharacterTable firstLetters = [] {
    base::CharacterTable table = base::tableOf("NCITA"); // Name, Comment, Icon, Type, Actions
    for (const Key& key : keys)
        table[static_cast<unsigned char>(key.name.front())] = true;
    return table;
}();

/// Compared with a text whose length the compiler knows, in a machine word or two.
template <std::size_t Size>
bool is(std::string_view name, const char (&text)[Size]) {
    return name.size() == Size - 1 && std::memcmp(name.data(), text, Size - 1) == 0;
}

DesktopEntry::Type typeOf(std::string_view value) {
    if (value == "Application") return DesktopEntry::Type::application;
    if (value == "Link") return DesktopEntry::Type::link;
    if (value == "Directory") return DesktopEntry::Type::directory;
    return DesktopEntry::Type::unknown;
}

class Parser {
  public:
    Parser(std::string_view text, std::string_view file, const LocaleMatcher& locale, Actions actions,
           base::Arena& arena, base::Diagnostics& diagnostics)
        : reader_(text), file_(file), locale_(locale), wantActions_(actions == Actions::read), arena_(arena),
          diagnostics_(diagnostics) {}

    DesktopEntry run() {
        KeyFileLine line = skipToMainGroup();
        if (line.kind == KeyFileLine::Kind::end) return entry_;
        entry_.isDesktopEntry = true;
        line = readMainGroup();
        entry_.name = unescape(name_.raw, arena_);
        entry_.comment = unescape(comment_.raw, arena_);
        entry_.icon = unescape(icon_.raw, arena_);
        if (!actions_.empty()) readActions(line);
        entry_.actions = arena_.keep(actions_);
        return entry_;
    }

  private:
    void warn(const KeyFileLine& line, std::string_view key, std::string message) {
        diagnostics_.warning({file_, line.number, group_, key}, std::move(message));
    }

    KeyFileLine skipToMainGroup() {
        unsigned stray = 0; // the first line that stands before the group
        for (;;) {
            const KeyFileLine line = reader_.next();
            if (line.kind == KeyFileLine::Kind::end) {
                diagnostics_.warning({file_, 0, {}, {}}, "no group [Desktop Entry], so it is not used");
                return line;
            }
            if (line.kind == KeyFileLine::Kind::group &&
                (line.name == mainGroup || line.name == oldMainGroup)) {
                if (stray != 0) {
                    diagnostics_.warning({file_, stray, {}, {}},
                                         "only comments may stand before [Desktop Entry]; skipped up to it");
                }
                group_ = line.name;
                reader_.skipOtherLanguages(locale_);
                return line;
            }
            if (stray == 0) stray = line.number;
        }
    }

    /// Returns the header of the group that follows, or the end.
    KeyFileLine readMainGroup() {
        for (;;) {
            const KeyFileLine line = reader_.next();
            switch (line.kind) {
            case KeyFileLine::Kind::end:
                return line;
            case KeyFileLine::Kind::group:
                checkHeader(line);
                return line;
            case KeyFileLine::Kind::malformed:
                warn(line, {}, fmt::format("{}, line ignored", line.value));
                break;
            case KeyFileLine::Kind::entry:
                take(line);
            }
        }
    }

    /// What comes behind a broken one belongs to a group that nobody knows, never to the one before it.
    void checkHeader(const KeyFileLine& header) {
        if (header.name.empty()) warn(header, {}, fmt::format("{}, what follows is ignored", header.value));
    }

    void take(const KeyFileLine& line) {
        if (!firstLetters[static_cast<unsigned char>(line.name.front())]) return;
        if (is(line.name, "Name")) return takeTranslated(name_, line);
        if (is(line.name, "Comment")) return takeTranslated(comment_, line);
        if (is(line.name, "Icon")) return takeTranslated(icon_, line);
        if (!line.locale.empty()) return; // no other key of ours has translations
        if (is(line.name, "Type")) return takeType(line);
        if (is(line.name, "Actions")) return takeActions(line);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (keys[i].name.front() != line.name.front() || keys[i].name != line.name) continue;
            if (hasNul(line)) return;
            if ((seen_ & (1U << i)) != 0) return repeated(line);
            seen_ |= 1U << i;
            std::visit([&](auto member) { assign(member, line); }, keys[i].member);
            return;
        }
    }

    void takeType(const KeyFileLine& line) {
        if (hasNul(line)) return;
        if (entry_.type != DesktopEntry::Type::missing) return repeated(line);
        entry_.type = typeOf(line.value);
        if (entry_.type == DesktopEntry::Type::unknown)
            diagnostics_.note({file_, line.number, group_, line.name},
                              fmt::format("'{}' is no type that menus know, so it is not shown", line.value));
    }

    void takeActions(const KeyFileLine& line) {
        if (!wantActions_ || hasNul(line)) return;
        if (std::exchange(actionsSeen_, true)) return repeated(line);
        for (const std::string_view id : unescapeList(line.value, arena_)) {
            if (actionOf(id) != actions_.end()) {
                warn(line, line.name, fmt::format("names '{}' twice", id));
            } else if (actions_.size() == mostActions) {
                warn(line, line.name,
                     fmt::format("more than {} actions, the others are left out", mostActions));
                return;
            } else {
                actions_.push_back({id, {}, {}, {}, 0});
            }
        }
    }

    [[nodiscard]] std::vector<DesktopAction>::const_iterator actionOf(std::string_view id) const {
        return std::find_if(actions_.begin(), actions_.end(), [id](const auto& a) { return a.id == id; });
    }

    /// Nothing that is started, opened or shown can hold one: whoever reads it would see less than we do.
    bool hasNul(const KeyFileLine& line) {
        if (line.value.find('\0') == std::string_view::npos) return false;
        warn(line, line.name, "holds a NUL byte, line ignored");
        return true;
    }

    void takeTranslated(Translated& value, const KeyFileLine& line) {
        if (!hasNul(line) && !value.offer(line, locale_)) repeated(line);
    }

    void repeated(const KeyFileLine& line) { warn(line, line.name, "given twice, the first one counts"); }

    void assign(Text member, const KeyFileLine& line) {
        entry_.*member = unescape(line.value, arena_);
        if (member == &DesktopEntry::exec) entry_.execLine = line.number;
    }

    void assign(List member, const KeyFileLine& line) {
        entry_.*member = unescapeList(line.value, arena_);
        if ((entry_.*member).size() == mostListItems)
            warn(line, line.name, fmt::format("{} items are read, what follows is left out", mostListItems));
        if (member == &DesktopEntry::onlyShowIn)
            entry_.hasOnlyShowIn = true;
        else if (member == &DesktopEntry::categories)
            entry_.hasCategories = true;
    }

    void assign(Flag member, const KeyFileLine& line) {
        const std::string_view value = line.value;
        if (value == "true" || value == "false") {
            entry_.*member = value == "true";
            return;
        }
        // Other launchers and EasyOS's own tools take these, and people write them.
        const bool on = value == "1" || value == "True" || value == "TRUE";
        const bool off = value == "0" || value == "False" || value == "FALSE";
        entry_.*member = on;
        warn(line, line.name,
             on || off
                 ? fmt::format("'{}' should be '{}', and is taken as that", value, on ? "true" : "false")
                 : fmt::format("'{}' is neither 'true' nor 'false', taken as 'false'", value));
    }

    void readActions(KeyFileLine line) {
        std::vector<bool> found(actions_.size(), false);
        while (line.kind != KeyFileLine::Kind::end) {
            const std::size_t index = actionIndex(line);
            if (index < found.size() && !found[index]) {
                found[index] = true;
                line = readAction(actions_[index], line.name);
            } else {
                do // a group of no concern
                    line = reader_.next();
                while (line.kind == KeyFileLine::Kind::entry || line.kind == KeyFileLine::Kind::malformed);
            }
        }
        for (std::size_t i = 0; i < found.size(); ++i) {
            const DesktopAction& action = actions_[i];
            const bool startable = !action.exec.empty() || entry_.dbusActivatable;
            if (found[i] && !action.name.empty() && startable) continue;
            const std::string group = fmt::format("{}{}", actionPrefix, action.id);
            diagnostics_.warning({file_, 0, group, {}},
                                 found[i] ? "no Name or no Exec, so the action is left out"
                                          : "named in Actions but not there, so it is left out");
        }
        std::erase_if(actions_, [this](const DesktopAction& action) {
            return action.name.empty() || (action.exec.empty() && !entry_.dbusActivatable);
        });
    }

    [[nodiscard]] std::size_t actionIndex(const KeyFileLine& group) const {
        if (!group.name.starts_with(actionPrefix)) return actions_.size();
        return static_cast<std::size_t>(actionOf(group.name.substr(actionPrefix.size())) - actions_.begin());
    }

    KeyFileLine readAction(DesktopAction& action, std::string_view group) {
        group_ = group;
        Translated name;
        Translated icon;
        for (;;) {
            const KeyFileLine line = reader_.next();
            if (line.kind == KeyFileLine::Kind::end || line.kind == KeyFileLine::Kind::group) {
                if (line.kind == KeyFileLine::Kind::group) checkHeader(line);
                action.name = unescape(name.raw, arena_);
                action.icon = unescape(icon.raw, arena_);
                return line;
            }
            if (line.kind == KeyFileLine::Kind::malformed)
                warn(line, {}, fmt::format("{}, line ignored", line.value));
            else if (line.name == "Name")
                takeTranslated(name, line);
            else if (line.name == "Icon")
                takeTranslated(icon, line);
            else if (line.name == "Exec" && line.locale.empty() && action.execLine == 0 && !hasNul(line)) {
                action.exec = unescape(line.value, arena_);
                action.execLine = line.number;
            }
        }
    }

    KeyFileReader reader_;
    std::string_view file_;
    const LocaleMatcher& locale_;
    bool wantActions_;
    base::Arena& arena_;
    base::Diagnostics& diagnostics_;

    std::string_view group_;
    unsigned seen_ = 0;
    bool actionsSeen_ = false;
    Translated name_;
    Translated comment_;
    Translated icon_;
    std::vector<DesktopAction> actions_;
    DesktopEntry entry_;
};

bool hasName(std::span<const std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

DesktopEntry parseDesktopEntry(std::string_view text, std::string_view file, const LocaleMatcher& locale,
                               Actions actions, base::Arena& arena, base::Diagnostics& diagnostics) {
    return Parser(text, file, locale, actions, arena, diagnostics).run();
}

bool isShownIn(const DesktopEntry& entry, const std::vector<std::string>& desktops) {
    for (const std::string& desktop : desktops) {
        if (hasName(entry.onlyShowIn, desktop)) return true;
        if (hasName(entry.notShowIn, desktop)) return false;
    }
    return !entry.hasOnlyShowIn;
}

} // namespace xdg
