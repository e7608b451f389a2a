// Paths as text: no file is touched here.
#pragma once

#include <string>
#include <string_view>

namespace base {

[[nodiscard]] constexpr bool isAbsolute(std::string_view path) {
    return !path.empty() && path[0] == '/';
}

/// The path without doubled and trailing slashes and without `.` components; `..` is kept, since what it
/// means depends on links. Two spellings of one folder then compare equal.
[[nodiscard]] std::string normalise(std::string_view path);

/// `relative` below `folder`, or `relative` itself where it is absolute; normalised.
[[nodiscard]] std::string join(std::string_view folder, std::string_view relative);

/// What is before the last slash ("/" for a file in the root, "." where there is no slash).
[[nodiscard]] std::string_view folderOf(std::string_view path);
/// What is behind the last slash.
[[nodiscard]] std::string_view fileNameOf(std::string_view path);

/// Whether an errno says that nothing is at a path: no such name, or what should be a folder on the way to it
/// is none. To whoever looks for something these are the same.
[[nodiscard]] bool isNowhere(int code);

} // namespace base
