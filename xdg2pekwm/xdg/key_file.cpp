#include "xdg/key_file.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace xdg {

namespace {

using base::isBlank;

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

constexpr bool isKeyCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
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

KeyFileLine parseGroup(std::string_view line, unsigned number) {
    const std::size_t close = line.rfind(']');
    if (close == std::string_view::npos)
        return {KeyFileLine::Kind::malformed, number, {}, {}, "a group header without its ']'"};
    const std::string_view name = line.substr(1, close - 1);
    if (close + 1 != line.size())
        return {KeyFileLine::Kind::malformed, number, name, {}, "text after a group header"};
    if (name.empty() || name.find_first_of("[]") != std::string_view::npos)
        return {KeyFileLine::Kind::malformed, number, name, {}, "not a name that a group may have"};
    return {KeyFileLine::Kind::group, number, name, {}, {}};
}

KeyFileLine parseEntry(std::string_view line, unsigned number) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos)
        return {KeyFileLine::Kind::malformed, number, {}, {}, "a line without '='"};
    std::string_view key = line.substr(0, equals);
    std::string_view value = line.substr(equals + 1);
    while (!key.empty() && isBlank(key.back()))
        key.remove_suffix(1);
    while (!value.empty() && isBlank(value.front()))
        value.remove_prefix(1);

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

} // namespace

KeyFileReader::KeyFileReader(std::string_view text) : rest_(text) {
    if (rest_.starts_with(byteOrderMark)) rest_.remove_prefix(byteOrderMark.size());
}

KeyFileLine KeyFileReader::next() {
    while (!rest_.empty()) {
        const std::size_t end = rest_.find('\n'); // memchr
        std::string_view line = rest_.substr(0, end);
        rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
        ++number_;
        while (!line.empty() && (isBlank(line.back()) || line.back() == '\r'))
            line.remove_suffix(1);
        while (!line.empty() && isBlank(line.front()))
            line.remove_prefix(1);
        if (line.empty() || line.front() == '#') continue;
        return line.front() == '[' ? parseGroup(line, number_) : parseEntry(line, number_);
    }
    return {KeyFileLine::Kind::end, number_, {}, {}, {}};
}

std::string unescape(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char meaning = raw[i] == '\\' && i + 1 < raw.size() ? escaped(raw[i + 1]) : char{0};
        if (meaning != 0) {
            out += meaning;
            ++i;
        } else {
            out += raw[i];
        }
    }
    return out;
}

std::vector<std::string> unescapeList(std::string_view raw) {
    std::vector<std::string> parts;
    std::string part;
    const auto finish = [&] {
        if (!part.empty()) parts.push_back(std::move(part));
        part.clear();
    };
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char next = raw[i] == '\\' && i + 1 < raw.size() ? raw[i + 1] : char{0};
        if (next == ';') {
            part += ';';
            ++i;
        } else if (const char meaning = escaped(next); meaning != 0) {
            part += meaning;
            ++i;
        } else if (raw[i] == ';') {
            finish();
        } else {
            part += raw[i];
        }
    }
    finish();
    return parts;
}

} // namespace xdg
