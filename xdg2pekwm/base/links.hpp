// Paths as the file system has them: links followed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace base {

/// What one part of a path is.
enum class PathPart : std::uint8_t { link, other, missing };

/// Told of each part on the way: the folder that it lies in, on this machine, and its name there.
using PartVisitor = std::function<void(const std::string& folder, std::string_view name, PathPart part)>;

/// What is at `path`, which is not followed. What cannot be looked at counts as there.
[[nodiscard]] PathPart partAt(const std::string& path);

/// Where `path` leads when `root` (empty for "/") is read as "/", as a chroot would: absolute links stay
/// below it. The result is a path of this machine; what does not exist keeps its name. Where more links are
/// met than the kernel follows (40), the next one stands in the result as it is. Relative paths count from
/// `root`, or without one from the working folder.
[[nodiscard]] std::string followLinks(const std::string& root, const std::string& path,
                                      const PartVisitor& visit = nullptr);

} // namespace base
