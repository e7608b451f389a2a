#include "base/line_ends.hpp"

#include <cstdint>
#include <doctest/doctest.h>
#include <string>
#include <vector>

namespace {

/// The ends of all lines, found by looking at each byte.
std::vector<std::size_t> endsOf(const std::string& text) {
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') ends.push_back(i);
    }
    return ends;
}

} // namespace

TEST_CASE("line ends: each is found, wherever in a block it is") {
    for (std::size_t before = 0; before < 140; ++before) {
        for (const std::size_t line : {0U, 1U, 15U, 63U, 64U, 65U, 200U}) {
            std::string text(before, 'x');
            for (int i = 0; i < 5; ++i)
                text += '\n' + std::string(line, 'y');
            base::LineEnds ends(text);
            for (const std::size_t end : endsOf(text)) {
                CHECK(ends.peek() == end);
                CHECK(ends.next() == end);
            }
            CHECK(ends.next() == text.size());
            CHECK(ends.next() == text.size());
        }
    }
}

TEST_CASE("line ends: more of them than are noted ahead") {
    const std::string text = std::string(1000, '\n') + "x";
    base::LineEnds ends(text);
    for (std::size_t i = 0; i < 1000; ++i)
        CHECK(ends.next() == i);
    CHECK(ends.next() == text.size());
}

TEST_CASE("line ends: an empty text ends at once") {
    CHECK(base::LineEnds("").next() == 0);
}

TEST_CASE("sixteen bytes: each question, for each byte") {
    for (unsigned value = 0; value <= 0xFF; ++value) {
        const auto c = static_cast<char>(value);
        for (std::size_t at = 0; at < base::Sixteen::size; ++at) {
            std::string text(base::Sixteen::size, '\x7F');
            const base::Sixteen others(text.data());
            text[at] = c;
            const base::Sixteen bytes(text.data());
            const std::uint32_t here = std::uint32_t{1} << at;
            CAPTURE(value);
            const auto only = [here](bool is) { return is ? here : 0U; };
            CHECK(bytes.whereNot(others) == only(c != '\x7F'));
            CHECK((bytes.where(c) & here) != 0);
            CHECK(bytes.where('=') == only(c == '='));
            CHECK(bytes.whereIn<'0', '9'>() == only(c >= '0' && c <= '9'));
            CHECK(bytes.whereIn<'a', 'z'>() == only((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')));
        }
    }
}
