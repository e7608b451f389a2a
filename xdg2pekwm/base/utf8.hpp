// Text as people see it: UTF-8 that is checked, measured and cut, with no locale and no tables to load.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace base {

/// What stands for bytes that are no character.
inline constexpr char32_t replacementCharacter = 0xFFFD;

/// One decoded character: `length` is the bytes it took (at least 1); a byte sequence that is not UTF-8
/// gives U+FFFD with valid == false, and as many bytes as belong to the broken sequence.
struct Utf8Character {
    char32_t value = replacementCharacter;
    std::size_t length = 1;
    bool valid = false;
};

/// Decodes the character at the start of `text`, which must not be empty.
[[nodiscard]] Utf8Character decodeUtf8(std::string_view text);
/// `character` must be one that UTF-8 has; it is not checked.
void appendUtf8(std::string& out, char32_t character);

/// Whether all of it is UTF-8, in the shortest form.
[[nodiscard]] bool isValidUtf8(std::string_view text);
/// The text with every invalid sequence replaced by U+FFFD.
[[nodiscard]] std::string toValidUtf8(std::string_view text);
/// The text on one line and safe on a terminal: control and invalid bytes become `\xNN`.
[[nodiscard]] std::string visible(std::string_view text);

/// Columns that a character takes on a fixed-width display: 0 (combining, format), 1, or 2 (East Asian
/// wide and fullwidth, emoji).
[[nodiscard]] int displayWidth(char32_t character);
/// Of all its characters; what is not UTF-8 counts as U+FFFD.
[[nodiscard]] std::size_t displayWidth(std::string_view text);

/// The text cut to at most `columns` columns, the last of them an ellipsis where something was cut.
[[nodiscard]] std::string ellipsise(std::string_view text, std::size_t columns);

/// The text without regard to case, for comparing: simple case folding of ASCII, Latin, Greek, Cyrillic
/// and Armenian; other scripts have no case.
[[nodiscard]] std::string foldCase(std::string_view text);

} // namespace base
