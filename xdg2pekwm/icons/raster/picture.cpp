#include "picture.hpp"

namespace raster {

Picture centred(const Picture& picture, int size) {
    Picture square(size, size);
    const int left = (size - picture.width()) / 2;
    const int top = (size - picture.height()) / 2;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            square.at(left + x, top + y) = picture.at(x, y);
    }
    return square;
}

} // namespace raster
