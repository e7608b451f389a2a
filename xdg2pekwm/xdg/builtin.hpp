// Files that are part of the program, seen as if they lay in a folder of their own.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

namespace xdg {

/// Paths of built-in files begin so: "builtin:/easyos-applications.menu".
inline constexpr std::string_view builtinPrefix = "builtin:/";

/// Text of a built-in file by its whole path, or nothing.
using BuiltinFiles = std::function<std::optional<std::string_view>(std::string_view)>;

} // namespace xdg
