// Making pictures smaller or larger without jagged edges.
#pragma once

#include "picture.hpp"

namespace raster {

/// A size in pixels that is at least 1 × 1.
struct Extent {
    int width;
    int height;
};

/// How large an image is drawn in a square of `size` pixels: as large as fits, its shape kept. One that is
/// at most an eighth smaller than the square keeps its size: a border of a pixel or two looks better than
/// the blur of drawing 22 pixels over 24.
[[nodiscard]] Extent fitted(Extent image, int size);

/// By how much a large image is first averaged down, in whole pixels per side: what remains has at least
/// twice the wanted size, so that the better but slower filter of scaled() does the rest.
[[nodiscard]] int boxFactor(Extent image, Extent wanted);

/// What a picture shows in units of its pixels, which after a box filter need not be whole.
struct SourceExtent {
    double width;
    double height;
};
/// Draws the picture at another size with a cubic filter (Catmull and Rom's; stretched over as many source
/// pixels as an output pixel covers).
[[nodiscard]] Picture scaled(const Picture& picture, SourceExtent sourceExtent, Extent wanted);

} // namespace raster
