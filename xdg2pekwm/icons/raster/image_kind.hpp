// What an image file is, by its content; names may lie.
#pragma once

#include "base/result.hpp"

#include <string_view>

namespace raster {

enum class ImageKind : unsigned char { png, jpeg, gif, xpm, svg };

/// Tells the kind, and fails for any other content and for what its own head says is too large: images with
/// too many pixels or colours are refused here, before a decoder sees them.
[[nodiscard]] base::Result<ImageKind> kindOf(std::string_view content);

} // namespace raster
