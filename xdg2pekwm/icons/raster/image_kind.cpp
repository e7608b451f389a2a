#include "image_kind.hpp"

#include "base/text.hpp"
#include "limits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <fmt/core.h>

namespace raster {

namespace {

using namespace std::string_view_literals;

constexpr long long mostColours = 65536;
constexpr long long mostCharactersPerPixel = 8;
// An XPM starts with its comment; some have a note of their origin before it.
constexpr std::size_t xpmMarkWithin = 512;

unsigned byteAt(std::string_view content, std::size_t at) {
    return static_cast<unsigned char>(content[at]);
}

base::Result<ImageKind> checked(ImageKind kind, long long width, long long height) {
    if (isSaneSize(width, height)) return kind;
    return base::fail(fmt::format("{} by {} pixels, more than are decoded", width, height));
}

std::uint32_t bigEndianAt(std::string_view content, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t n = at; n < at + 4; ++n)
        value = (value << 8U) | byteAt(content, n);
    return value;
}

/// The decoder takes a file that is cut short for a picture whose rest is transparent.
bool hasPngEnd(std::string_view content) {
    std::size_t at = 8;
    while (content.size() - at >= 12) {
        const std::size_t length = bigEndianAt(content, at);
        if (length > content.size() - at - 12) return false;
        if (content.substr(at + 4, 4) == "IEND") return true;
        at += length + 12;
    }
    return false;
}

base::Result<ImageKind> checkPng(std::string_view content) {
    if (content.size() < 33 || content.substr(12, 4) != "IHDR") return base::fail("a PNG without its head");
    if (!hasPngEnd(content)) return base::fail("a PNG that is cut short");
    return checked(ImageKind::png, bigEndianAt(content, 16), bigEndianAt(content, 20));
}

base::Result<ImageKind> checkGif(std::string_view content) {
    if (content.size() < 13) return base::fail("a GIF without its head");
    const auto number = [&](std::size_t at) { return byteAt(content, at) | (byteAt(content, at + 1) << 8U); };
    return checked(ImageKind::gif, number(6), number(8));
}

/// The values: width, height, colours, characters per pixel, in the first string.
base::Result<ImageKind> checkXpm(std::string_view content) {
    const std::size_t brace = content.find('{');
    const std::size_t quote = brace == std::string_view::npos ? brace : content.find('"', brace);
    if (quote == std::string_view::npos) return base::fail("an XPM without its values");
    std::string_view rest = content.substr(quote + 1);
    std::array<long long, 4> values{};
    for (long long& value : values) {
        while (!rest.empty() && base::isSpace(rest.front()))
            rest.remove_prefix(1);
        const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        if (error != std::errc()) return base::fail("an XPM without its values");
        rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
    }
    const auto [width, height, colours, characters] = values;
    if (colours < 1 || colours > mostColours || characters < 1 || characters > mostCharactersPerPixel)
        return base::fail(
            fmt::format("{} colours of {} characters, more than are decoded", colours, characters));
    return checked(ImageKind::xpm, width, height);
}

} // namespace

base::Result<ImageKind> kindOf(std::string_view content) {
    if (content.empty()) return base::fail("is empty");
    if (content.starts_with("\x89PNG\r\n\x1a\n"sv)) return checkPng(content);
    if (content.starts_with("\xff\xd8\xff"sv)) return ImageKind::jpeg; // its size is in no fixed place
    if (content.starts_with("GIF8"sv)) return checkGif(content);
    std::string_view text = content.substr(content.starts_with("\xef\xbb\xbf"sv) ? 3 : 0);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    // First: the letters of the next mark may be in it.
    if (text.starts_with('<') && text.find("<svg") != std::string_view::npos) return ImageKind::svg;
    if (text.starts_with('<') && text.find(":svg") != std::string_view::npos) return ImageKind::svg;
    if (content.substr(0, xpmMarkWithin).find("XPM") != std::string_view::npos) return checkXpm(content);
    return base::fail("is no PNG, SVG, XPM, JPEG or GIF image");
}

} // namespace raster
