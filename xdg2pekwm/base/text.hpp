// Small text helpers that more than one room needs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace base {

/// What may stand between words of one line.
[[nodiscard]] constexpr bool isBlank(char c) {
    return c == ' ' || c == '\t';
}
/// White space as XML and the key files know it: space, tab, newline, carriage return.
[[nodiscard]] constexpr bool isSpace(char c) {
    return isBlank(c) || c == '\n' || c == '\r';
}

/// The text without white space (`isSpace`) at its ends.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) {
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

/// The parts between separators; an empty text has none, an empty part is kept as an empty text.
[[nodiscard]] inline std::vector<std::string_view> partsOf(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return parts;
}

/// The same as strings of their own.
[[nodiscard]] inline std::vector<std::string> split(std::string_view text, char separator) {
    const std::vector<std::string_view> parts = partsOf(text, separator);
    return {parts.begin(), parts.end()};
}

} // namespace base
