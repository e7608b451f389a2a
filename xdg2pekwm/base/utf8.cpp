#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fmt/core.h>

namespace base {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Combining marks and format characters that take no column (Unicode 15, merged into coarse ranges).
constexpr auto zeroWidth = std::to_array<Range>({
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},   {0x05BF, 0x05BF},   {0x05C1, 0x05C2},
    {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0610, 0x061A},   {0x061C, 0x061C},   {0x064B, 0x065F},
    {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x06DF, 0x06E4},   {0x06E7, 0x06E8},   {0x06EA, 0x06ED},
    {0x0711, 0x0711}, {0x0730, 0x074A}, {0x07A6, 0x07B0},   {0x0900, 0x0902},   {0x093A, 0x093A},
    {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D},   {0x0951, 0x0957},   {0x0981, 0x0981},
    {0x09BC, 0x09BC}, {0x09C1, 0x09C4}, {0x09CD, 0x09CD},   {0x0A41, 0x0A51},   {0x0AC1, 0x0ACD},
    {0x0B3F, 0x0B44}, {0x0B4D, 0x0B56}, {0x0BC0, 0x0BC0},   {0x0BCD, 0x0BCD},   {0x0C3E, 0x0C40},
    {0x0C46, 0x0C56}, {0x0CCC, 0x0CCD}, {0x0D41, 0x0D44},   {0x0D4D, 0x0D4D},   {0x0DCA, 0x0DCA},
    {0x0DD2, 0x0DD6}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},   {0x0E47, 0x0E4E},   {0x0EB1, 0x0EB1},
    {0x0EB4, 0x0EBC}, {0x0EC8, 0x0ECE}, {0x0F71, 0x0F7E},   {0x102D, 0x1030},   {0x1032, 0x1037},
    {0x1039, 0x103A}, {0x135D, 0x135F}, {0x17B4, 0x17B5},   {0x17B7, 0x17BD},   {0x17C6, 0x17C6},
    {0x17C9, 0x17D3}, {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF},   {0x200B, 0x200F},   {0x202A, 0x202E},
    {0x2060, 0x206F}, {0x20D0, 0x20F0}, {0x302A, 0x302D},   {0x3099, 0x309A},   {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0001, 0xE01EF},
});

// East Asian Wide and Fullwidth (Unicode 15, merged into coarse ranges), emoji included.
constexpr auto doubleWidth = std::to_array<Range>({
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x23F0, 0x23F0},
    {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267F, 0x267F},
    {0x2693, 0x2693},   {0x26A1, 0x26A1},   {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},   {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
    {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x16FE0, 0x18CFF}, {0x1AFF0, 0x1B2FF}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF},
    {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C},
    {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4},
    {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E},
    {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F},
    {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6D7}, {0x1F6DC, 0x1F6DF},
    {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945},
    {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
});

template <std::size_t N>
constexpr bool contains(const std::array<Range, N>& ranges, char32_t c) {
    const auto* it = std::lower_bound(ranges.begin(), ranges.end(), c,
                                      [](const Range& range, char32_t value) { return range.last < value; });
    return it != ranges.end() && it->first <= c;
}

/// How many bytes at the start are ASCII, counted by eights.
std::size_t asciiStart(std::string_view text) {
    constexpr std::uint64_t highBits = 0x8080808080808080U;
    std::size_t at = 0;
    for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if ((eight & highBits) != 0) break;
    }
    return at;
}

// Characters without a column, one behind the other: a flag of a country's part has seven. More of them take
// a column each where a text is cut: it would have no end otherwise.
constexpr unsigned mostMarks = 8;

constexpr bool isContinuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

} // namespace

Utf8Character decodeUtf8(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return {lead, 1, true};
    std::size_t length = 0;
    char32_t value = 0;
    char32_t smallest = 0;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2, value = lead & 0x1FU, smallest = 0x80;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3, value = lead & 0x0FU, smallest = 0x800;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4, value = lead & 0x07U, smallest = 0x10000;
    } else {
        return {replacementCharacter, 1, false};
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= text.size() || !isContinuation(text[i])) return {replacementCharacter, i, false};
        value = (value << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    if (value < smallest || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return {replacementCharacter, length, false};
    return {value, length, true};
}

void appendUtf8(std::string& out, char32_t c) {
    const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | (c >> 6U));
        put(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        put(0xE0U | (c >> 12U));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    } else {
        put(0xF0U | (c >> 18U));
        put(0x80U | ((c >> 12U) & 0x3FU));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    }
}

bool isValidUtf8(std::string_view text) {
    while (!text.empty()) {
        if (const std::size_t plain = asciiStart(text); plain != 0) {
            text.remove_prefix(plain);
            continue;
        }
        const Utf8Character c = decodeUtf8(text);
        if (!c.valid) return false;
        text.remove_prefix(c.length);
    }
    return true;
}

std::string toValidUtf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Utf8Character c = decodeUtf8(text);
        if (c.valid)
            out.append(text.substr(0, c.length));
        else
            appendUtf8(out, replacementCharacter);
        text.remove_prefix(c.length);
    }
    return out;
}

std::string visible(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Utf8Character c = decodeUtf8(text);
        const bool control = c.value < 0x20 || (c.value >= 0x7F && c.value < 0xA0);
        if (c.valid && !control) {
            out.append(text.substr(0, c.length));
        } else {
            for (const char byte : text.substr(0, c.length))
                out += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
        }
        text.remove_prefix(c.length);
    }
    return out;
}

int displayWidth(char32_t c) {
    if (c < 0x300) return 1;
    if (contains(zeroWidth, c)) return 0;
    return contains(doubleWidth, c) ? 2 : 1;
}

std::size_t displayWidth(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const Utf8Character c = decodeUtf8(text);
        width += static_cast<std::size_t>(displayWidth(c.value));
        text.remove_prefix(c.length);
    }
    return width;
}

std::string ellipsise(std::string_view text, std::size_t columns) {
    if (text.size() <= columns) return std::string(text); // no character has more columns than bytes
    std::size_t width = 0;
    std::size_t end = 0; // where the text must be cut so that the ellipsis still fits
    unsigned marks = 0;
    std::string_view rest = text;
    while (!rest.empty()) {
        const Utf8Character c = decodeUtf8(rest);
        const auto own = static_cast<std::size_t>(displayWidth(c.value));
        marks = own == 0 ? marks + 1 : 0;
        width += marks > mostMarks ? 1 : own;
        if (width > columns) {
            std::string cut(text.substr(0, end));
            while (!cut.empty() && cut.back() == ' ')
                cut.pop_back();
            if (columns > 0) cut += "\u2026";
            return cut;
        }
        rest.remove_prefix(c.length);
        if (width + 1 <= columns) end = text.size() - rest.size();
    }
    return std::string(text);
}

std::string foldCase(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        Utf8Character c = decodeUtf8(text);
        char32_t v = c.value;
        if ((v >= U'A' && v <= U'Z') || (v >= 0xC0 && v <= 0xDE && v != 0xD7) || (v >= 0x391 && v <= 0x3A9) ||
            (v >= 0x410 && v <= 0x42F))
            v += 32;
        else if ((v >= 0x100 && v <= 0x137) || (v >= 0x14A && v <= 0x177) || (v >= 0x460 && v <= 0x4BF) ||
                 (v >= 0x4D0 && v <= 0x52F) || (v >= 0x1E00 && v <= 0x1EFF))
            v |= 1U;
        else if ((v >= 0x139 && v <= 0x148) || (v >= 0x179 && v <= 0x17E))
            v += v & 1U;
        else if (v >= 0x400 && v <= 0x40F)
            v += 80;
        else if (v >= 0x531 && v <= 0x556)
            v += 48;
        appendUtf8(out, v);
        text.remove_prefix(c.length);
    }
    return out;
}

} // namespace base
