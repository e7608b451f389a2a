// A small picture in memory, ready for arithmetic.
#pragma once

#include <cstddef>
#include <vector>

namespace raster {

/// Red, green, blue and alpha, each 0 to 1, the colours already multiplied by alpha: averages of such pixels
/// have no dark or coloured seams where transparent ones take part.
struct Pixel {
    float red = 0, green = 0, blue = 0, alpha = 0;

    Pixel& operator+=(const Pixel& other) {
        red += other.red;
        green += other.green;
        blue += other.blue;
        alpha += other.alpha;
        return *this;
    }
    [[nodiscard]] Pixel operator*(float factor) const {
        return {red * factor, green * factor, blue * factor, alpha * factor};
    }
};

class Picture {
  public:
    /// Transparent.
    Picture(int width, int height)
        : width_(width), height_(height),
          pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] Pixel& at(int x, int y) { return pixels_[index(x, y)]; }
    [[nodiscard]] const Pixel& at(int x, int y) const { return pixels_[index(x, y)]; }

  private:
    [[nodiscard]] std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
    }
    int width_;
    int height_;
    std::vector<Pixel> pixels_;
};

/// `picture` in the middle of a transparent square of `size` pixels; it must not be larger.
[[nodiscard]] Picture centred(const Picture& picture, int size);

} // namespace raster
