// Whether a PNG file can be used as it is.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string_view>

namespace icons {

struct PngSize {
    std::uint32_t width; ///< pixels
    std::uint32_t height;
};

/// The size that a PNG's head says, after a look at the whole file's form (PNG Specification, sections 5 and
/// 11): signature, a valid IHDR first, chunks that end where the next begins with the right checksums, image
/// data, IEND last. The image data is not unpacked. Fails for anything else, cut files among it.
[[nodiscard]] base::Result<PngSize> checkPng(std::string_view content);

} // namespace icons
