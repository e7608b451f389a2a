// INI files, parsed by libinih. As distributions build it, inih cuts lines at 200 bytes, takes " ;" for a
// comment even inside a value, joins indented lines, and gives handlers no line numbers. So lines are handed
// to it one by one by a reader that counts them, reports what inih takes for a comment, and gives it a long
// line in pieces that it takes for lines joined to the first.
#pragma once

#include "base/diagnostics.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace base {

/// Bytes; of a larger file nobody has written the settings.
inline constexpr std::size_t largestIniFile = std::size_t{1} << 20U;

struct IniEntry {
    std::string_view section;
    std::string_view key;
    std::string_view value;
    unsigned line = 0; ///< counted from 1
};

/// What inih takes away at both ends of a value, and takes for the blank before a comment.
[[nodiscard]] constexpr bool isIniSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Tells each `key = value` of `text` to `take`, in order. `path` is the file's name in diagnostics. Never
/// fails: a line that cannot be read costs itself and is reported as a warning.
void readIni(std::string_view text, std::string_view path, const std::function<void(const IniEntry&)>& take,
             Diagnostics& diagnostics);

/// The line that says so, without its end.
[[nodiscard]] std::string iniLine(std::string_view key, std::string_view value);

/// Whether that line is read as it was meant: it may be too long, and some values cannot be written.
[[nodiscard]] bool canBeIniLine(std::string_view key, std::string_view value);

} // namespace base
