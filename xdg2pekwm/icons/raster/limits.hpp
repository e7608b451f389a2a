// What a hostile image may cost this process: bounds of memory, time and disk that the kernel keeps.
#pragma once

#include <cstddef>

namespace raster {

inline constexpr std::size_t memoryLimit = std::size_t{384} << 20U;     ///< address space, bytes
inline constexpr std::size_t writtenFileLimit = std::size_t{16} << 20U; ///< largest file written, bytes
inline constexpr unsigned openFileLimit = 64;
/// Added to the nice value: a desktop that starts comes before its icons.
inline constexpr int politeness = 10;
/// For one image, and up to one more: the kernel counts whole ones.
inline constexpr unsigned processorSeconds = 2;

inline constexpr std::size_t sourceLimit = std::size_t{8} << 20U; ///< largest image file, bytes
inline constexpr int sideLimit = 16384;                           ///< largest width and height, pixels
inline constexpr long long pixelLimit = 16LL << 20U;              ///< largest area, pixels

/// For the whole process, once. A limit that cannot be set is left as it is.
void limitProcess();
/// Processor time for the next image, counted from now.
void limitNextImage();

/// Whether an image of this many pixels is decoded.
[[nodiscard]] constexpr bool isSaneSize(long long width, long long height) {
    return width > 0 && height > 0 && width <= sideLimit && height <= sideLimit &&
           width * height <= pixelLimit;
}

} // namespace raster
