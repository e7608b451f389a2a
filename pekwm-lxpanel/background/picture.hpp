// A picture for the whole screen, decoded and cut to its size.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace background {

struct Picture {
    unsigned width = 0;
    unsigned height = 0;
    std::vector<std::uint8_t> rgb; ///< rows of three bytes a pixel, without gaps
};

/// Decodes `path`, scaled so that it covers the screen with no bars, what is too much cut off on both sides.
[[nodiscard]] base::Result<Picture> loadPicture(const std::string& path, unsigned width, unsigned height);

} // namespace background
