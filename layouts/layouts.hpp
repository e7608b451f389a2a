// The layouts as parts of the program: the .menu files, their .directory files and the labels, for a system
// on which they are not installed.
#pragma once

#include <span>
#include <string_view>

namespace layouts {

struct EmbeddedFile {
    std::string_view name; ///< relative to layouts/: "labels", "directories/easyos-fun.directory"
    std::string_view text; ///< the file's bytes, unchanged; static storage
};

/// The file of exactly this name; nullptr if there is none.
[[nodiscard]] const EmbeddedFile* find(std::string_view name);

/// Every embedded file, sorted by name in byte order.
[[nodiscard]] std::span<const EmbeddedFile> all();

} // namespace layouts
