#include "xdg/key_file.hpp"

#include "base/character_table.hpp"
#include "base/sixteen.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace xdg {

namespace {

using base::isBlank;

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

using base::CharacterTable;
using base::Sixteen;
using base::tableOf;

// Tables, since each key of each line is looked at.
constexpr CharacterTable keyCharacters =
    tableOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
constexpr CharacterTable localeCharacters =
    tableOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.@");

constexpr bool isIn(const CharacterTable& table, char c) {
    return table[static_cast<unsigned char>(c)];
}
constexpr bool isKeyCharacter(char c) {
    return isIn(keyCharacters, c);
}

std::string_view withoutEnd(std::string_view line) {
    while (!line.empty() && (isBlank(line.back()) || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

std::string_view withoutStart(std::string_view text) {
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    return text;
}

/// What an escape stands for, or 0 where it is none of the specification's.
constexpr char escaped(char c) {
    switch (c) {
    case 's':
        return ' ';
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case '\\':
        return '\\';
    default:
        return 0;
    }
}

/// `extra`: one more character that a backslash may stand before, or 0.
std::string withoutEscapes(std::string_view raw, char extra) {
    std::string out;
    out.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char next = raw[i] == '\\' && i + 1 < raw.size() ? raw[i + 1] : char{0};
        const char meaning = next != 0 && next == extra ? extra : escaped(next);
        out += meaning != 0 ? meaning : raw[i];
        if (meaning != 0) ++i;
    }
    return out;
}

KeyFileLine parseGroup(std::string_view line, unsigned number) {
    const std::size_t close = line.rfind(']');
    if (close == std::string_view::npos)
        return {KeyFileLine::Kind::group, number, {}, {}, "a group header without its ']'"};
    const std::string_view name = line.substr(1, close - 1);
    if (close + 1 != line.size())
        return {KeyFileLine::Kind::group, number, {}, {}, "text after a group header"};
    if (name.empty() || name.find_first_of("[]") != std::string_view::npos)
        return {KeyFileLine::Kind::group, number, {}, {}, "not a name that a group may have"};
    return {KeyFileLine::Kind::group, number, name, {}, {}};
}

KeyFileLine parseEntry(std::string_view line, unsigned number) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos)
        return {KeyFileLine::Kind::malformed, number, {}, {}, "a line without '='"};
    std::string_view key = line.substr(0, equals);
    const std::string_view value = withoutStart(line.substr(equals + 1));
    while (!key.empty() && isBlank(key.back()))
        key.remove_suffix(1);

    std::string_view locale;
    if (!key.empty() && key.back() == ']') {
        const std::size_t open = key.find('[');
        if (open == std::string_view::npos)
            return {KeyFileLine::Kind::malformed, number, {}, {}, "a key with a ']' but no '['"};
        locale = key.substr(open + 1, key.size() - open - 2);
        key = key.substr(0, open);
        if (locale.empty())
            return {KeyFileLine::Kind::malformed, number, key, {}, "a key with an empty locale"};
    }
    if (key.empty() || !std::all_of(key.begin(), key.end(), isKeyCharacter))
        return {KeyFileLine::Kind::malformed, number, {}, {}, "a key may have only A-Z, a-z, 0-9 and '-'"};
    return {KeyFileLine::Kind::entry, number, key, locale, value};
}

/// Counts on from `at`.
std::size_t skip(const CharacterTable& table, std::string_view text, std::size_t at) {
    while (at < text.size() && isIn(table, text[at]))
        ++at;
    return at;
}

/// How many characters at the start of `text` may be in a key.
std::size_t keyLength(std::string_view text) {
    std::size_t at = 0;
    for (; at + Sixteen::size <= text.size(); at += Sixteen::size) {
        const Sixteen part(text.data() + at);
        const auto allowed = part.whereIn<'a', 'z'>() | part.whereIn<'0', '9'>() | part.where('-');
        const auto length = static_cast<std::size_t>(std::countr_one(allowed));
        if (length < Sixteen::size) return at + length;
    }
    return skip(keyCharacters, text, at);
}

/// What comes before the value in nearly every line: a key, perhaps a locale in brackets, and '=' right
/// behind.
struct PlainStart {
    std::string_view key;
    std::string_view locale;
    std::size_t length =
        0; ///< bytes, with the '='; 0 where the line is another one, for parseEntry to look at
};

/// One pass over the start of a line; `text` may go on behind it.
PlainStart plainStart(std::string_view text) {
    std::size_t at = keyLength(text);
    const auto take = [&](char c) { return at < text.size() && text[at] == c && ++at != 0; };

    PlainStart start;
    start.key = text.substr(0, at);
    if (take('[')) {
        const std::size_t open = at;
        at = skip(localeCharacters, text, open);
        start.locale = text.substr(open, at - open);
        if (start.locale.empty() || !take(']')) return start;
    }
    if (!start.key.empty() && take('=')) start.length = at;
    return start;
}

/// Whether a locale of few letters, and behind it "]=", is all that comes before the value. `Sixteen::size`
/// bytes are there.
bool isPlainLocale(const char* text) {
    const Sixteen bytes(text);
    const std::uint32_t equals = bytes.where('=');
    const std::uint32_t either = equals | bytes.where('\n');
    const std::uint32_t first = either & (0 - either);
    const std::uint32_t behindBrackets = bytes.where(']') << 1U;
    return (first & equals & behindBrackets) != 0 && *text != ']';
}

/// How the lines with the translations of one key begin.
class Translation {
    static constexpr std::string_view usualLocale = "[xx]=";

  public:
    /// Of the keys that have translations in nearly each file, GenericName is the longest.
    static constexpr std::size_t longestKey = Sixteen::size - usualLocale.size();

    /// `key` has at most `longestKey` bytes.
    explicit Translation(std::string_view key)
        : locale_(key.size() + 1), start_(usual(key).data()), bracket_((1U << locale_) - 1),
          whole_(bracket_ | 3U << (locale_ + 2)) {}

    /// Whether `line` is one, with a locale of few letters. Those of two, as most have, are told at a glance:
    /// whatever is there for letters. Twice `Sixteen::size` bytes are there.
    [[nodiscard]] bool is(const char* line) const {
        const std::uint32_t other = Sixteen(line).whereNot(start_);
        return (other & whole_) == 0 || ((other & bracket_) == 0 && isPlainLocale(locale(line)));
    }
    [[nodiscard]] const char* locale(const char* line) const { return line + locale_; }

  private:
    static std::array<char, Sixteen::size> usual(std::string_view key) {
        std::array<char, Sixteen::size> bytes{};
        const auto behind = std::copy(key.begin(), key.end(), bytes.begin());
        std::copy(usualLocale.begin(), usualLocale.end(), behind);
        return bytes;
    }

    std::size_t locale_; ///< where it begins
    Sixteen start_;
    std::uint32_t bracket_; ///< where the key is, and the bracket
    std::uint32_t whole_;   ///< and where "]=" is, behind two letters
};

} // namespace

KeyFileReader::KeyFileReader(std::string_view text) : text_(text) {
    if (text_.starts_with(byteOrderMark)) at_ = byteOrderMark.size();
}

KeyFileLine KeyFileReader::next() {
    while (at_ < text_.size()) {
        const std::string_view rest = text_.substr(at_);
        const PlainStart start = plainStart(rest);
        const std::size_t end = base::lineEnd(text_, at_ + start.length);
        std::string_view line = rest.substr(0, end - at_);
        at_ = end + 1;
        ++number_;
        if (start.length != 0) {
            const unsigned number = number_;
            if (wanted_ != nullptr) {
                const std::size_t bracket = at_ + start.key.size();
                if (bracket < text_.size() && text_[bracket] == '[') skipTranslations(start.key);
                if (!start.locale.empty() && !wanted_->fits(start.locale)) continue;
            }
            const std::string_view value = withoutStart(withoutEnd(line.substr(start.length)));
            return {KeyFileLine::Kind::entry, number, start.key, start.locale, value};
        }
        line = withoutStart(withoutEnd(line));
        if (line.empty() || line.front() == '#') continue;
        return line.front() == '[' ? parseGroup(line, number_) : parseEntry(line, number_);
    }
    return {KeyFileLine::Kind::end, number_, {}, {}, {}};
}

void KeyFileReader::skipTranslations(std::string_view key) {
    constexpr std::size_t looked = base::sixtyFour + 2 * Sixteen::size; // at the end of a line and behind it
    if (key.size() > Translation::longestKey || text_.size() < at_ + looked) return;
    const Translation translation(key);
    const LocaleMatcher& wanted = *wanted_;
    const std::size_t last = text_.size() - looked;
    // Nearly all bytes of all files pass through here. Ends are sought in all bytes, not from the end of one
    // line on: so nothing waits for where a line ends to know where the next begins.
    std::size_t at = at_ - 1; // the end of the line before
    unsigned skipped = 0;
    for (; at <= last; at += base::sixtyFour) {
        const char* const bytes = text_.data() + at;
        for (auto ends = base::whereInSixtyFour(bytes, '\n'); ends != 0; ends &= ends - 1) {
            const char* const line = bytes + std::countr_zero(ends) + 1;
            if (!translation.is(line) || wanted.mayFit(translation.locale(line))) {
                at_ = static_cast<std::size_t>(line - text_.data());
                number_ += skipped;
                return;
            }
            ++skipped;
        }
    }
    if (skipped == 0) return;
    at_ = base::lineEnd(text_, at) + 1;
    number_ += skipped;
}

std::string unescape(std::string_view raw) {
    if (raw.find('\\') == std::string_view::npos) return std::string(raw);
    return withoutEscapes(raw, 0);
}

std::string_view unescape(std::string_view raw, base::Arena& arena) {
    if (raw.find('\\') == std::string_view::npos) return arena.keep(raw);
    return arena.keep(unescape(raw));
}

std::span<const std::string_view> unescapeList(std::string_view raw, base::Arena& arena) {
    const auto most = static_cast<std::size_t>(std::count(raw.begin(), raw.end(), ';')) + 1;
    const std::span<std::string_view> parts = arena.make<std::string_view>(std::min(most, mostListItems));
    std::size_t found = 0;
    const bool plain = raw.find('\\') == std::string_view::npos;
    while (!raw.empty() && found < parts.size()) {
        std::size_t end = 0;
        while (end < raw.size() && raw[end] != ';')
            end += raw[end] == '\\' && end + 1 < raw.size() ? 2U : 1U;
        const std::string_view part = raw.substr(0, end);
        if (!part.empty()) parts[found++] = plain ? part : arena.keep(withoutEscapes(part, ';'));
        raw.remove_prefix(end == raw.size() ? end : end + 1);
    }
    if (plain && found != 0) { // all of them in one piece
        const char* const first = parts.front().data();
        const std::string_view& last = parts[found - 1];
        const std::string_view kept = arena.keep({first, last.data() + last.size()});
        for (std::string_view& part : parts.first(found))
            part = kept.substr(static_cast<std::size_t>(part.data() - first), part.size());
    }
    return parts.first(found);
}

} // namespace xdg
