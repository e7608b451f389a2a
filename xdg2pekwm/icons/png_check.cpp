#include "icons/png_check.hpp"

#include <array>

namespace icons {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n"sv;
constexpr std::size_t chunkFrame = 12; // length, type and checksum
constexpr std::size_t headSize = 13;

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t n = 0; n < 256; ++n) {
        std::uint32_t value = n;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
        table[n] = value;
    }
    return table;
}
constexpr std::array<std::uint32_t, 256> checksumTable = makeTable();

std::uint32_t checksum(std::string_view data) {
    std::uint32_t value = 0xFFFFFFFFU;
    for (const char c : data)
        value = checksumTable[(value ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (value >> 8U);
    return value ^ 0xFFFFFFFFU;
}

std::uint32_t numberAt(std::string_view content, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t n = at; n < at + 4; ++n)
        value = (value << 8U) | static_cast<unsigned char>(content[n]);
    return value;
}

bool isValidDepth(unsigned depth, unsigned colourType) {
    switch (colourType) {
    case 0:
        return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case 3:
        return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2:
    case 4:
    case 6:
        return depth == 8 || depth == 16;
    default:
        return false;
    }
}

base::Result<PngSize> checkHead(std::string_view data) {
    const auto byte = [&](std::size_t at) {
        return static_cast<unsigned>(static_cast<unsigned char>(data[at]));
    };
    const PngSize size{numberAt(data, 0), numberAt(data, 4)};
    if (size.width == 0 || size.height == 0 || !isValidDepth(byte(8), byte(9)) || byte(10) != 0 ||
        byte(11) != 0 || byte(12) > 1)
        return base::fail("a PNG with an invalid head");
    return size;
}

} // namespace

base::Result<PngSize> checkPng(std::string_view content) {
    if (!content.starts_with(signature)) return base::fail("not a PNG");
    base::Result<PngSize> size = base::fail("a PNG without its head");
    bool hasData = false;
    std::size_t at = signature.size();
    while (content.size() - at >= chunkFrame) {
        const std::size_t length = numberAt(content, at);
        if (length > content.size() - at - chunkFrame) return base::fail("a PNG that is cut short");
        const std::string_view type = content.substr(at + 4, 4);
        const std::string_view data = content.substr(at + 8, length);
        if (checksum(content.substr(at + 4, length + 4)) != numberAt(content, at + 8 + length))
            return base::fail("a PNG with a wrong checksum");
        const bool first = at == signature.size();
        if (first != (type == "IHDR") || (first && length != headSize))
            return base::fail("a PNG without its head");
        if (first) size = checkHead(data);
        if (!size) return size;
        hasData = hasData || (type == "IDAT" && length > 0);
        at += length + chunkFrame;
        if (type == "IEND") {
            if (!hasData || at != content.size()) return base::fail("a PNG that does not end where it says");
            return size;
        }
    }
    return base::fail("a PNG that is cut short");
}

} // namespace icons
