// Just enough PNG to make test images and to look at the pixels of others, with no library.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace support {

struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 0;
    bool operator==(const Colour&) const = default;
};

struct Image {
    int width = 0;
    int height = 0;
    std::vector<Colour> pixels;

    Image() = default;
    Image(int w, int h, Colour colour = {})
        : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), colour) {}
    [[nodiscard]] Colour& at(int x, int y) {
        return pixels.at(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(x));
    }
    [[nodiscard]] const Colour& at(int x, int y) const {
        return pixels.at(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(x));
    }
};

/// A PNG file's content: 8-bit RGBA, not compressed.
[[nodiscard]] std::string encodePng(const Image& image);
/// The pixels of an 8-bit RGBA or RGB PNG that is not interlaced; throws std::runtime_error for all else.
[[nodiscard]] Image decodePng(std::string_view content);

/// One chunk with its length and checksum, for making odd files.
[[nodiscard]] std::string pngChunk(std::string_view type, std::string_view data);
[[nodiscard]] std::string bigEndian(std::uint32_t value);

} // namespace support
