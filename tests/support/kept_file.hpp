// The file of a kept result as bytes, for tests that forge one: a mark, a checksum, the sizes of four parts
// (question, manifest, diagnostics, text), and these parts.
#pragma once

#include "cache/bytes.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace support {

using KeptParts = std::array<std::string_view, 4>;
inline constexpr std::size_t keptMark = sizeof(std::uint64_t);
inline constexpr std::size_t keptHeader = 6 * sizeof(std::uint64_t);

/// A file of these parts, with the mark of `good` and the right checksum.
inline std::string forgeKept(std::string_view good, const KeptParts& parts) {
    cache::ByteWriter sums;
    cache::ByteWriter header;
    for (const std::string_view part : parts)
        sums.number(cache::checksum(part));
    header.number(cache::checksum(sums.bytes()));
    for (const std::string_view part : parts)
        header.number(std::uint64_t{part.size()});
    std::string file = std::string(good.substr(0, keptMark)) + header.bytes();
    for (const std::string_view part : parts)
        file += part;
    return file;
}

/// `file` with the checksum that its bytes have, as far as its sizes fit them.
inline std::string withRightSum(const std::string& file) {
    cache::ByteReader sizes(std::string_view(file).substr(2 * keptMark, keptHeader - 2 * keptMark));
    std::string_view rest = std::string_view(file).substr(keptHeader);
    KeptParts parts;
    for (std::string_view& part : parts) {
        part = rest.substr(0, sizes.number());
        rest.remove_prefix(part.size());
    }
    std::string right = file;
    right.replace(keptMark, keptMark, forgeKept(file, parts), keptMark, keptMark);
    return right;
}

} // namespace support
