#include "base/character_table.hpp"
#include "base/utf8.hpp"
#include "pekwm/menu_file.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace pekwm {

namespace {

using base::CharacterTable;
using base::tableOf;

constexpr bool isIn(const CharacterTable& table, char c) {
    return table[static_cast<unsigned char>(c)];
}

/// Appends `text` with a backslash before each of the characters in `special`.
void appendEscaped(std::string& out, std::string_view text, const CharacterTable& special) {
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isIn(special, text[i])) continue;
        out.append(text, done, i - done);
        out += '\\';
        done = i;
    }
    out.append(text, done);
}

// Layer 0: an argument. Up to 0.1.18 /bin/sh splits the string, from 0.2 on pekwm does, which knows double
// quotes and backslashes only. Bare are words in which neither sees anything special, nor do the other
// layers.
constexpr CharacterTable bareCharacters =
    tableOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+,-");
constexpr CharacterTable specialInQuotes = tableOf("\"\\$`");

// Words that /bin/sh would take for its own at the start of a command.
constexpr std::array<std::string_view, 18> shellWords{
    "case", "do",     "done", "elif", "else",  "esac",  "fi",       "for",  "if",
    "in",   "select", "then", "time", "until", "while", "function", "exec", "coproc"};

constexpr std::size_t longestShellWord =
    std::max_element(shellWords.begin(), shellWords.end(), [](std::string_view a, std::string_view b) {
        return a.size() < b.size();
    })->size();

bool needsQuotes(std::string_view argument) {
    return argument.empty() ||
           !std::all_of(argument.begin(), argument.end(), [](char c) { return isIn(bareCharacters, c); }) ||
           (argument.size() <= longestShellWord &&
            std::find(shellWords.begin(), shellWords.end(), argument) != shellWords.end());
}

/// Says whether it is bare.
bool appendArgument(std::string& out, std::string_view argument) {
    if (!needsQuotes(argument)) {
        out += argument;
        return true;
    }
    out += '"';
    appendEscaped(out, argument, specialInQuotes);
    out += '"';
    return false;
}

/// Says whether all of it is bare.
bool appendCommand(std::string& out, std::span<const std::string_view> argv) {
    bool bare = true;
    for (const std::string_view argument : argv) {
        if (!out.empty()) out += ' ';
        bare &= appendArgument(out, argument);
    }
    return bare;
}

// Layer 1: the action. `;` would end it, `$` would begin a variable.
constexpr CharacterTable specialInAction = tableOf("\\;$");
constexpr std::string_view execStart = "Exec ";

void appendExec(std::string& out, std::string_view command) {
    out += execStart;
    appendEscaped(out, command, specialInAction);
}

// Layer 2: the value between double quotes.
constexpr CharacterTable specialInValue = tableOf("\"\\");

void appendValue(std::string& out, std::string_view value) {
    out += '"';
    appendEscaped(out, value, specialInValue);
    out += '"';
}

// Rooms are guesses that are nearly always enough: texts of megabytes grow at great cost.
constexpr std::size_t roomAround = 48; // of an item: keywords, quotes, braces
// Each page of a menu lies in the one before it: in the hundredth, tabs would be more than half of the file.
constexpr std::size_t deepestIndent = 16;

std::size_t roomFor(std::span<const std::string_view> argv) {
    std::size_t room = 0;
    for (const std::string_view argument : argv)
        room += argument.size() + std::size_t{3}; // two quotes and a space
    return room;
}

std::size_t roomFor(const std::vector<Item>& items) {
    std::size_t room = 0;
    for (const Item& item : items) {
        room += roomAround;
        if (const auto* entry = std::get_if<Entry>(&item)) {
            const auto* exec = std::get_if<Exec>(&entry->action);
            room += entry->title.size() + entry->icon.size() + (exec != nullptr ? roomFor(exec->argv) : 0);
        } else if (const auto* menu = std::get_if<Submenu>(&item)) {
            room += menu->title.size() + menu->icon.size() + roomFor(menu->items);
        }
    }
    return room;
}

/// What every generation shows as it is.
constexpr CharacterTable plainInTitles = [] {
    CharacterTable table{};
    for (char c = ' '; c < 0x7F; ++c)
        table[static_cast<unsigned char>(c)] = c != '$' && c != '_';
    return table;
}();

/// Characters that are never seen but steer the direction of text, or mark the order of bytes: a menu draws a
/// box for them. Joiners stay, since scripts need them.
constexpr bool isInvisible(char32_t c) {
    return c == 0xFEFF || c == 0x200B || c == 0x200E || c == 0x200F || c == 0x061C ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069);
}

/// Makes `out` a title as the generation needs it, see titleText().
void setTitle(std::string& out, std::string_view title, Generation generation) {
    bool marked = false;
    const auto* const odd =
        std::find_if_not(title.begin(), title.end(), [](char c) { return isIn(plainInTitles, c); });
    out.assign(title.begin(), odd);
    title.remove_prefix(out.size());
    while (!title.empty()) {
        const base::Utf8Character c = base::decodeUtf8(title);
        if (!c.valid) {
            base::appendUtf8(out, base::replacementCharacter);
        } else if (c.value < 0x20 || c.value == 0x7F || (c.value >= 0x80 && c.value < 0xA0)) {
            if (!out.empty() && out.back() != ' ') // pekwm would draw a box
                out += ' ';
        } else if (isInvisible(c.value)) {
            // dropped
        } else if (generation == Generation::v0_2 && c.value == U'$') {
            base::appendUtf8(out, 0xFF04); // the grammar has no escape for it: a wide dollar sign
        } else {
            out.append(title.substr(0, c.length));
            if (generation == Generation::v0_2 && c.value == U'_' && !marked) {
                out += '_'; // the first one marks the character behind it, which then is this one
                marked = true;
            }
        }
        title.remove_prefix(c.length);
    }
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
}

class Writer {
  public:
    Writer(Generation generation, std::size_t room) : generation_(generation) { out_.reserve(room); }

    void section(std::string_view name, const Submenu& menu) {
        indent();
        out_ += name;
        out_ += " = ";
        title(menu.title);
        out_ += " {\n";
        ++depth_;
        if (usable(menu.icon)) {
            indent();
            icon(menu.icon);
            out_ += '\n';
        }
        items(menu.items);
        --depth_;
        indent();
        out_ += "}\n";
    }

    void items(const std::vector<Item>& items) {
        for (const Item& item : items)
            std::visit([this](const auto& part) { write(part); }, item);
    }

    void comment(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            out_ += "# ";
            out_ += text.substr(0, end);
            out_ += '\n';
            text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        }
    }

    std::string take() { return std::move(out_); }

  private:
    void write(const Submenu& menu) { section("Submenu", menu); }

    void write(const Entry& entry) {
        begin(entry.title);
        if (usable(entry.icon)) {
            icon(entry.icon);
            out_ += "; ";
        }
        const auto* exec = std::get_if<Exec>(&entry.action);
        if (exec == nullptr) return action(std::get<BuiltinAction>(entry.action).text);
        command_.clear();
        if (appendCommand(command_, exec->argv)) // as nearly all: there is nothing to escape
            return plainAction(execStart, command_);
        action_.clear();
        appendExec(action_, command_);
        action(action_);
    }

    void write(const Header& header) {
        begin(header.title);
        action("None");
    }

    void write(const Separator& /*separator*/) {
        indent();
        out_ += "Separator {}\n";
    }

    void write(const Include& include) {
        if (!canName(include.path)) return;
        indent();
        out_ += "INCLUDE = ";
        appendValue(out_, include.path);
        out_ += '\n';
    }

    void begin(std::string_view title) {
        indent();
        out_ += "Entry = ";
        this->title(title);
        out_ += " { ";
    }

    void title(std::string_view text) {
        setTitle(title_, text, generation_);
        appendValue(out_, title_);
    }

    void action(std::string_view text) {
        value_.clear();
        appendEscaped(value_, text, specialInValue);
        plainAction({}, value_);
    }

    /// One of two parts, in which there is nothing to escape.
    void plainAction(std::string_view start, std::string_view rest) {
        out_ += "Actions = \"";
        out_ += start;
        out_ += rest;
        out_ += "\" }\n";
    }

    void icon(std::string_view path) {
        out_ += "Icon = ";
        appendValue(out_, path);
    }

    static bool usable(std::string_view icon) { return !icon.empty() && canName(icon); }

    void indent() { out_.append(std::min(depth_, deepestIndent), '\t'); }

    Generation generation_;
    std::size_t depth_ = 0;
    std::string out_;
    // Of the item that is written: kept from one to the next, so that nobody asks for memory for each.
    std::string title_;
    std::string command_;
    std::string action_;
    std::string value_;
};

} // namespace

std::string execAction(std::span<const std::string_view> argv) {
    std::string command;
    std::ignore = appendCommand(command, argv);
    std::string action;
    appendExec(action, command);
    return action;
}

std::string titleText(std::string_view title, Generation generation) {
    std::string out;
    setTitle(out, title, generation);
    return out;
}

bool canName(std::string_view path) {
    using namespace std::string_view_literals;
    constexpr CharacterTable lost = tableOf("$\n\0"sv);
    return std::none_of(path.begin(), path.end(), [&](char c) { return isIn(lost, c); });
}

std::string write(const MenuFile& file, Generation generation) {
    Writer writer(generation, roomFor(file.root.items) + roomFor(file.window.items));
    writer.comment(file.comment);
    writer.section("RootMenu", file.root);
    writer.section("WindowMenu", file.window);
    return writer.take();
}

std::string write(const std::vector<Item>& items, Generation generation) {
    Writer writer(generation, roomFor(items));
    writer.items(items);
    return writer.take();
}

} // namespace pekwm
