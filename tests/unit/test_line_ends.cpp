#include "base/line_ends.hpp"

#include <algorithm>
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
            std::size_t from = 0;
            for (const std::size_t end : endsOf(text)) {
                CHECK(ends.next(from) == end);
                from = end + 1;
            }
            CHECK(ends.next(from) == text.size());
        }
    }
}

TEST_CASE("line ends: the search begins where it is told to") {
    const std::string text = "ab\ncd\n" + std::string(100, 'e') + "\nf\n";
    for (std::size_t from = 0; from <= text.size(); ++from)
        CHECK(base::LineEnds(text).next(from) == std::min(text.find('\n', from), text.size()));
    base::LineEnds ends(text);
    CHECK(ends.next(3) == 5);
    CHECK(ends.next(50) == 106); // bytes of the same block that were not asked about
    CHECK(ends.next(108) == 108);
}

TEST_CASE("line ends: an empty text ends at once") {
    CHECK(base::LineEnds("").next(0) == 0);
}
