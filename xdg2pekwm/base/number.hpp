// Numbers in texts.
#pragma once

#include <charconv>
#include <limits>
#include <optional>
#include <string_view>
#include <system_error>

namespace base {

/// The number that the whole text is, in digits to `base`, without white space; nothing where it is none, or
/// none from `least` to `most`.
template <typename T>
[[nodiscard]] std::optional<T> numberOf(std::string_view text, T least = std::numeric_limits<T>::min(),
                                        T most = std::numeric_limits<T>::max(), int base = 10) {
    T number{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number, base);
    if (error != std::errc() || stop != end || number < least || number > most) return std::nullopt;
    return number;
}

} // namespace base
