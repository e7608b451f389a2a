// The layouts as parts of the program: the .menu files, their .directory files and the labels, for a system
// on which they are not installed.
#pragma once

#include <optional>
#include <string_view>

namespace layouts {

/// The bytes of the file with exactly this name, relative to layouts/ ("labels",
/// "directories/easyos-fun.directory"); they are unchanged, and stay. Nothing if there is none.
[[nodiscard]] std::optional<std::string_view> find(std::string_view name);

} // namespace layouts
