// Paths as the file system has them: links followed.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <sys/stat.h>

namespace base {

/// What one part of a path is.
enum class PathPart : std::uint8_t { link, other, missing };

/// Told of each part on the way: the folder that it lies in, on this machine, and its name there, `..` too.
/// False ends the walk.
using PartVisitor = std::function<bool(const std::string& folder, std::string_view name, PathPart part)>;

/// What is at `path`, which is not followed. What cannot be looked at counts as there.
[[nodiscard]] PathPart partAt(const std::string& path);

/// Whether all may make files in a folder, as in /tmp: a link there may be anybody's.
[[nodiscard]] bool isForAll(const struct stat& folder);

/// Where `path` leads when `root` (empty for "/") is read as "/", as a chroot would: absolute links stay
/// below it. The result is a path of this machine; what does not exist keeps its name. Relative paths count
/// from `root`, or without one from the working folder. Fails where more links are met than the kernel
/// follows (ELOOP), where there is no working folder, and where `visit` wants no more (ECANCELED).
[[nodiscard]] Result<std::string> followLinks(const std::string& root, const std::string& path,
                                              const PartVisitor& visit = nullptr);

} // namespace base
