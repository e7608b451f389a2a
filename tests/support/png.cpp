#include "support/png.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>

namespace support {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view signature = "\x89PNG\r\n\x1a\n"sv;

std::uint32_t crc(std::string_view data) {
    std::uint32_t value = 0xFFFFFFFFU;
    for (const char c : data) {
        value ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
    }
    return value ^ 0xFFFFFFFFU;
}

std::uint32_t adler(std::string_view data) {
    std::uint32_t low = 1;
    std::uint32_t high = 0;
    for (const char c : data) {
        low = (low + static_cast<unsigned char>(c)) % 65521U;
        high = (high + low) % 65521U;
    }
    return (high << 16U) | low;
}

/// A zlib stream of stored blocks (RFC 1950, RFC 1951).
std::string store(std::string_view data) {
    std::string out = "\x78\x01";
    const std::uint32_t checksum = adler(data);
    do {
        const std::size_t length = std::min<std::size_t>(data.size(), 65535);
        out += length == data.size() ? '\1' : '\0';
        for (const std::size_t number : {length, ~length}) {
            out += static_cast<char>(number & 0xFFU);
            out += static_cast<char>((number >> 8U) & 0xFFU);
        }
        out += data.substr(0, length);
        data.remove_prefix(length);
    } while (!data.empty());
    return out + bigEndian(checksum);
}

/// Canonical Huffman codes: how many there are of each length, and the symbols in order.
struct Codes {
    std::array<int, 16> counts{};
    std::vector<int> symbols;

    explicit Codes(const std::vector<int>& lengths) {
        for (const int length : lengths)
            ++counts.at(static_cast<std::size_t>(length));
        counts[0] = 0;
        for (int length = 1; length < 16; ++length) {
            for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
                if (lengths[symbol] == length) symbols.push_back(static_cast<int>(symbol));
            }
        }
    }
};

class Inflater {
  public:
    explicit Inflater(std::string_view data) : data_(data) {}
    std::string run() {
        bool last = false;
        while (!last) {
            last = bits(1) != 0;
            switch (bits(2)) {
            case 0:
                stored();
                break;
            case 1:
                fixed();
                break;
            case 2:
                dynamic();
                break;
            default:
                throw std::runtime_error("bad block");
            }
        }
        return std::move(out_);
    }

  private:
    int bits(int count) {
        int value = 0;
        for (int n = 0; n < count; ++n, ++at_) {
            const auto byte = static_cast<unsigned char>(data_.at(at_ / 8));
            value |= ((byte >> (at_ % 8)) & 1) << n;
        }
        return value;
    }
    int symbol(const Codes& codes) {
        int code = 0;
        int first = 0;
        int index = 0;
        for (std::size_t length = 1; length < 16; ++length) {
            code |= bits(1);
            const int count = codes.counts[length];
            if (code - count < first) return codes.symbols.at(static_cast<std::size_t>(index + code - first));
            index += count;
            first = (first + count) * 2;
            code *= 2;
        }
        throw std::runtime_error("bad code");
    }
    void stored() {
        at_ = (at_ + 7) / 8 * 8;
        const int length = bits(16);
        if (bits(16) != (~length & 0xFFFF)) throw std::runtime_error("bad stored block");
        out_ += data_.substr(at_ / 8, static_cast<std::size_t>(length));
        at_ += static_cast<std::size_t>(length) * 8;
    }
    void fixed() {
        std::vector<int> lengths(288, 8);
        std::fill(lengths.begin() + 144, lengths.begin() + 256, 9);
        std::fill(lengths.begin() + 256, lengths.begin() + 280, 7);
        compressed(Codes(lengths), Codes(std::vector<int>(30, 5)));
    }
    void dynamic() {
        const int literals = bits(5) + 257;
        const int distances = bits(5) + 1;
        const int lengthCodes = bits(4) + 4;
        constexpr std::array<std::size_t, 19> order = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                       11, 4,  12, 3, 13, 2, 14, 1, 15};
        std::vector<int> own(19, 0);
        for (std::size_t n = 0; n < static_cast<std::size_t>(lengthCodes); ++n)
            own[order[n]] = bits(3);
        const Codes codes(own);
        std::vector<int> lengths;
        while (lengths.size() < static_cast<std::size_t>(literals + distances)) {
            const int next = symbol(codes);
            if (next < 16) {
                lengths.push_back(next);
            } else {
                const int value = next == 16 ? lengths.back() : 0;
                const int repeat = next == 16 ? 3 + bits(2) : next == 17 ? 3 + bits(3) : 11 + bits(7);
                lengths.insert(lengths.end(), static_cast<std::size_t>(repeat), value);
            }
        }
        compressed(Codes({lengths.begin(), lengths.begin() + literals}),
                   Codes({lengths.begin() + literals, lengths.begin() + literals + distances}));
    }
    void compressed(const Codes& literals, const Codes& distances) {
        static constexpr std::array<int, 29> lengthBase = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                           15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                           67, 83, 99, 115, 131, 163, 195, 227, 258};
        static constexpr std::array<int, 29> lengthExtra = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                            2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
        for (;;) {
            const int next = symbol(literals);
            if (next == 256) return;
            if (next < 256) {
                out_ += static_cast<char>(next);
                continue;
            }
            const auto row = static_cast<std::size_t>(next - 257);
            const int length = lengthBase.at(row) + bits(lengthExtra.at(row));
            const int code = symbol(distances);
            const int extra = code < 2 ? 0 : code / 2 - 1;
            const int base = code < 2 ? code + 1 : ((2 + (code & 1)) << extra) + 1;
            const auto distance = static_cast<std::size_t>(base + bits(extra));
            if (distance > out_.size()) throw std::runtime_error("bad distance");
            for (int n = 0; n < length; ++n)
                out_ += out_[out_.size() - distance];
        }
    }

    std::string_view data_;
    std::size_t at_ = 0; // in bits
    std::string out_;
};

std::uint32_t numberAt(std::string_view content, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t n = at; n < at + 4; ++n)
        value = (value << 8U) | static_cast<unsigned char>(content.at(n));
    return value;
}

int predict(int filter, int left, int up, int corner) {
    switch (filter) {
    case 1:
        return left;
    case 2:
        return up;
    case 3:
        return (left + up) / 2;
    case 4: {
        const int guess = left + up - corner;
        const int a = std::abs(guess - left);
        const int b = std::abs(guess - up);
        const int c = std::abs(guess - corner);
        if (a <= b && a <= c) return left;
        return b <= c ? up : corner;
    }
    default:
        return 0;
    }
}

} // namespace

std::string bigEndian(std::uint32_t value) {
    std::string out;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        out += static_cast<char>((value >> shift) & 0xFFU);
    return out;
}

std::string pngChunk(std::string_view type, std::string_view data) {
    const std::string body = std::string(type) + std::string(data);
    return bigEndian(static_cast<std::uint32_t>(data.size())) + body + bigEndian(crc(body));
}

std::string encodePng(const Image& image) {
    std::string rows;
    for (int y = 0; y < image.height; ++y) {
        rows += '\0';
        for (int x = 0; x < image.width; ++x) {
            const Colour& c = image.at(x, y);
            for (const std::uint8_t value : {c.red, c.green, c.blue, c.alpha})
                rows += static_cast<char>(value);
        }
    }
    const std::string head = bigEndian(static_cast<std::uint32_t>(image.width)) +
                             bigEndian(static_cast<std::uint32_t>(image.height)) +
                             std::string("\x08\x06\0\0\0", 5);
    return std::string(signature) + pngChunk("IHDR", head) + pngChunk("IDAT", store(rows)) +
           pngChunk("IEND", "");
}

Image decodePng(std::string_view content) {
    if (!content.starts_with(signature)) throw std::runtime_error("no PNG");
    std::string data;
    Image image;
    std::size_t channels = 0;
    for (std::size_t at = 8; at < content.size();) {
        const std::size_t length = numberAt(content, at);
        const std::string_view type = content.substr(at + 4, 4);
        const std::string_view body = content.substr(at + 8, length);
        if (type == "IHDR") {
            image = Image(static_cast<int>(numberAt(body, 0)), static_cast<int>(numberAt(body, 4)));
            if (body.at(8) != 8 || (body.at(9) != 6 && body.at(9) != 2) || body.at(12) != 0)
                throw std::runtime_error("a form of PNG that tests do not read");
            channels = body.at(9) == 6 ? 4 : 3;
        } else if (type == "IDAT") {
            data += body;
        }
        at += length + 12;
    }
    std::string rows = Inflater(std::string_view(data).substr(2)).run();
    const std::size_t stride = static_cast<std::size_t>(image.width) * channels + 1;
    const auto byte = [&](std::size_t row, std::size_t column) -> int {
        return static_cast<unsigned char>(rows.at(row * stride + column));
    };
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y) {
        const int filter = byte(y, 0);
        for (std::size_t x = 1; x < stride; ++x) {
            const int left = x > channels ? byte(y, x - channels) : 0;
            const int up = y > 0 ? byte(y - 1, x) : 0;
            const int corner = y > 0 && x > channels ? byte(y - 1, x - channels) : 0;
            rows.at(y * stride + x) = static_cast<char>(byte(y, x) + predict(filter, left, up, corner));
        }
        for (std::size_t x = 0; x < static_cast<std::size_t>(image.width); ++x) {
            const std::size_t first = 1 + x * channels;
            const auto value = [&](std::size_t n) { return static_cast<std::uint8_t>(byte(y, first + n)); };
            image.at(static_cast<int>(x), static_cast<int>(y)) = {
                value(0), value(1), value(2), channels == 4 ? value(3) : std::uint8_t{255}};
        }
    }
    return image;
}

} // namespace support
