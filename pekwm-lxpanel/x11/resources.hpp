// What the resources on the root window say: RESOURCE_MANAGER, as xrdb writes it.
#pragma once

#include <string_view>

namespace x11 {

/// Xft.dpi, of which the last line counts; 0 where there is none.
[[nodiscard]] unsigned dpiOf(std::string_view resources);

} // namespace x11
