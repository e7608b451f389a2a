#include "icons/png_check.hpp"

#include "support/png.hpp"

#include <doctest/doctest.h>
#include <random>

using namespace std::string_view_literals;

namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n"sv;

std::string head(std::uint32_t width, std::uint32_t height, std::string_view rest = "\x08\x06\0\0\0"sv) {
    return support::pngChunk("IHDR",
                             support::bigEndian(width) + support::bigEndian(height) + std::string(rest));
}
std::string png(const std::string& chunks) {
    return std::string(signature) + chunks;
}
const std::string data = support::pngChunk("IDAT", "x");
const std::string end = support::pngChunk("IEND", "");

} // namespace

TEST_CASE("icon png check: the size of a sound file") {
    const auto size = icons::checkPng(support::encodePng(support::Image(24, 16)));
    REQUIRE(size);
    CHECK(size->width == 24);
    CHECK(size->height == 16);
    const auto large = icons::checkPng(png(head(100000, 70000) + data + end));
    REQUIRE(large);
    CHECK(large->width == 100000);
    CHECK(icons::checkPng(png(head(1, 1) + support::pngChunk("tEXt", "a") + data + data + end)));
}

TEST_CASE("icon png check: each colour type has its depths") {
    const auto accepted = [](unsigned depth, unsigned colourType) {
        const std::string rest{static_cast<char>(depth), static_cast<char>(colourType), 0, 0, 0};
        return icons::checkPng(png(head(16, 16, rest) + data + end)).has_value();
    };
    for (unsigned depth = 0; depth <= 17; ++depth) {
        const bool small = depth == 1 || depth == 2 || depth == 4;
        CHECK(accepted(depth, 0) == (small || depth == 8 || depth == 16)); // grey
        CHECK(accepted(depth, 3) == (small || depth == 8));                // from a palette
        for (const unsigned colours : {2U, 4U, 6U})
            CHECK(accepted(depth, colours) == (depth == 8 || depth == 16));
        for (const unsigned none : {1U, 5U, 7U})
            CHECK_FALSE(accepted(depth, none));
    }
}

TEST_CASE("icon png check: everything else is refused") {
    const std::string sound = support::encodePng(support::Image(16, 16));
    for (std::size_t size = 0; size < sound.size(); ++size)
        CHECK_FALSE(icons::checkPng(std::string_view(sound).substr(0, size)));
    CHECK_FALSE(icons::checkPng(sound + "more"));
    CHECK_FALSE(icons::checkPng(png(head(0, 16) + data + end)));
    CHECK_FALSE(icons::checkPng(png(head(16, 0) + data + end)));
    CHECK_FALSE(icons::checkPng(png(head(16, 16, "\x07\x06\0\0\0"sv) + data + end)));
    CHECK_FALSE(icons::checkPng(png(head(16, 16, "\x08\x05\0\0\0"sv) + data + end)));
    CHECK_FALSE(icons::checkPng(png(head(16, 16, "\x08\x06\0\0\x02"sv) + data + end)));
    CHECK_FALSE(icons::checkPng(png(head(16, 16) + end)));
    CHECK_FALSE(icons::checkPng(png(data + head(16, 16) + end)));
    CHECK_FALSE(icons::checkPng(png(head(16, 16) + head(16, 16) + data + end)));
    CHECK_FALSE(icons::checkPng(png(head(16, 16) + data)));
    CHECK_FALSE(icons::checkPng("GIF89a"));
}

TEST_CASE("icon png check: one changed byte is noticed, wherever it is") {
    const std::string sound = support::encodePng(support::Image(8, 8, {1, 2, 3, 4}));
    for (std::size_t at = 0; at < sound.size(); ++at) {
        std::string bytes = sound;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
        CHECK_FALSE(icons::checkPng(bytes));
    }
}
