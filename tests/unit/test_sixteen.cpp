#include "base/sixteen.hpp"

#include <algorithm>
#include <cstdint>
#include <doctest/doctest.h>
#include <string>

TEST_CASE("line end: found wherever it is, from wherever it is looked for") {
    for (std::size_t before = 0; before < 40; ++before) {
        for (const std::size_t line : {0U, 1U, 15U, 16U, 17U, 100U}) {
            const std::string text =
                std::string(before, 'x') + '\n' + std::string(line, 'y') + "\n" + std::string(line, 'z');
            for (std::size_t from = 0; from <= text.size(); ++from)
                CHECK(base::lineEnd(text, from) == std::min(text.find('\n', from), text.size()));
        }
    }
    CHECK(base::lineEnd("", 0) == 0);
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

TEST_CASE("sixty-four bytes: each of them") {
    std::string text(base::sixtyFour, 'x');
    CHECK(base::whereInSixtyFour(text.data(), '\n') == 0);
    for (std::size_t at = 0; at < base::sixtyFour; ++at) {
        text.assign(base::sixtyFour, 'x')[at] = '\n';
        CHECK(base::whereInSixtyFour(text.data(), '\n') == std::uint64_t{1} << at);
    }
}
