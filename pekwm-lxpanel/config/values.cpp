#include "config/values.hpp"

#include "base/ini_reader.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "xdg/exec.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <fmt/core.h>

namespace config {

namespace {

constexpr std::uint64_t longestDuration = std::uint64_t{24} * 60 * 60 * 1000;

struct Unit {
    std::string_view name;
    std::uint64_t milliseconds;
};
constexpr auto units = std::to_array<Unit>({{"ms", 1}, {"s", 1000}, {"", 1000}, {"m", 60'000}});

} // namespace

base::Result<std::chrono::milliseconds> parseDuration(std::string_view text) {
    const auto wrong = [&] {
        return base::fail(
            fmt::format("'{}' is no time; expected a number and ms, s or m, such as 500ms", text));
    };
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc()) return wrong();
    const std::string_view name(rest, static_cast<std::size_t>(end - rest));
    const auto* unit =
        std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == name; });
    if (unit == units.end() || number > longestDuration / unit->milliseconds) return wrong();
    return std::chrono::milliseconds(number * unit->milliseconds);
}

std::string printDuration(std::chrono::milliseconds duration) {
    const auto count = duration.count();
    return count % 1000 == 0 ? fmt::format("{}s", count / 1000) : fmt::format("{}ms", count);
}

base::Result<bool> parseBool(std::string_view text) {
    if (text == "yes" || text == "true" || text == "on" || text == "1") return true;
    if (text == "no" || text == "false" || text == "off" || text == "0") return false;
    return base::fail(fmt::format("'{}' is neither yes nor no", text));
}

base::Result<unsigned> parseNumber(std::string_view text, unsigned least, unsigned most) {
    if (const auto number = base::numberOf(text, least, most)) return *number;
    return base::fail(fmt::format("'{}' is not a number from {} to {}", text, least, most));
}

base::Result<std::vector<std::string>> parseCommand(std::string_view text) {
    base::Arena arena;
    const auto command = xdg::parseExec(text, {}, arena);
    if (!command) return base::fail(fmt::format("no command: {}", command.error().message));
    return std::vector<std::string>(command->argv.begin(), command->argv.end());
}

std::string printCommand(const std::vector<std::string>& argv) {
    std::string out;
    for (const std::string& argument : argv) {
        if (!out.empty()) out += ' ';
        const bool bare = !argument.empty() &&
                          argument.find_first_of("\"'\\><~|&;$*?#()`%") == std::string::npos &&
                          std::none_of(argument.begin(), argument.end(), base::isIniSpace);
        if (!bare) out += '"';
        for (const char c : argument) {
            if (c == ';' && base::isIniSpace(out.back())) out += "\"\""; // or it would begin a comment
            if (c == '"' || c == '`' || c == '$' || c == '\\') out += '\\';
            if (c == '%') out += '%';
            out += c;
        }
        if (!bare) out += '"';
    }
    return out;
}

} // namespace config
