// Writing to a descriptor until all is written.
#pragma once

#include "base/result.hpp"

#include <span>
#include <string_view>

namespace base {

/// Writes the parts, one behind the other. Fails with the system's error, and with EIO where nothing more is
/// taken; some of it may have been written then.
[[nodiscard]] Result<void> writeAll(int fd, std::span<const std::string_view> parts);
[[nodiscard]] inline Result<void> writeAll(int fd, std::string_view content) {
    return writeAll(fd, {&content, 1});
}

} // namespace base
