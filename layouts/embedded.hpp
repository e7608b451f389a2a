// What embed.cmake makes of the files here: places in one text, not addresses, which each start of the
// program would have to write anew.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace layouts {

struct EmbeddedFile {
    char name[56];       ///< relative to layouts/: "labels", "directories/easyos-fun.directory"
    std::uint32_t start; ///< of its bytes in all of them
    std::uint32_t size;

    [[nodiscard]] constexpr std::string_view nameText() const { return name; }
};

/// Every file, sorted by name in byte order.
[[nodiscard]] std::span<const EmbeddedFile> embeddedFiles();

/// The bytes of all of them, unchanged.
[[nodiscard]] std::string_view embeddedTexts();

} // namespace layouts
