// A set of characters that is asked for each byte of a text.
#pragma once

#include <array>
#include <limits>
#include <string_view>

namespace base {

using CharacterTable = std::array<bool, std::numeric_limits<unsigned char>::max() + std::size_t{1}>;

/// The characters of `characters`.
[[nodiscard]] constexpr CharacterTable tableOf(std::string_view characters) {
    CharacterTable table{};
    for (const char c : characters)
        table[static_cast<unsigned char>(c)] = true;
    return table;
}

} // namespace base
