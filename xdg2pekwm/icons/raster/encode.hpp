// From a picture to a PNG file.
#pragma once

#include "base/result.hpp"
#include "picture.hpp"

#include <string>

namespace raster {

/// A square picture as the content of a PNG file (8 bits, RGBA), with `gap` transparent columns at its right.
[[nodiscard]] base::Result<std::string> encodePng(const Picture& picture, int gap);

/// Writes a new file beside `path` and renames it: whoever reads `path`, and whoever else writes it at the
/// same time, sees one whole file or another. It is not flushed to the disk; a cache can be made again.
[[nodiscard]] base::Result<void> writeCacheFile(const std::string& path, std::string_view content);

} // namespace raster
