// From an image file's content to a picture of the wanted size.
#pragma once

#include "base/result.hpp"
#include "image_kind.hpp"
#include "picture.hpp"

#include <string_view>

namespace raster {

/// The bitmap image `content` of the given kind (any but svg), drawn to fit into a square of `size` pixels.
[[nodiscard]] base::Result<Picture> decodeBitmap(std::string_view content, ImageKind kind, int size);

/// The SVG image `content`, drawn in a square of `size` pixels. Nothing outside `content` is read: files and
/// addresses that it refers to are left out.
[[nodiscard]] base::Result<Picture> drawSvg(std::string_view content, int size);

} // namespace raster
