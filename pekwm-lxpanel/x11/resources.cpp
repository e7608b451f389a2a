#include "x11/resources.hpp"

#include <charconv>
#include <cmath>

namespace x11 {

unsigned dpiOf(std::string_view resources) {
    constexpr std::string_view key = "Xft.dpi:";
    std::size_t at = resources.rfind(key);
    // In the midst of a line it is in a comment, or belongs to another name.
    while (at != std::string_view::npos && at > 0 && resources[at - 1] != '\n')
        at = resources.rfind(key, at - 1);
    if (at == std::string_view::npos) return 0;
    at = resources.find_first_not_of(" \t", at + key.size());
    if (at == std::string_view::npos) return 0;
    double dpi = 0;
    const auto done = std::from_chars(resources.data() + at, resources.data() + resources.size(), dpi);
    return done.ec == std::errc() && dpi > 0 && dpi < 1000 ? static_cast<unsigned>(std::lround(dpi)) : 0;
}

} // namespace x11
