#include "resample.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace raster {

namespace {

constexpr double kernelRadius = 2.0;

double catmullRom(double x) {
    x = std::fabs(x);
    if (x < 1.0) return 1.0 + x * x * (1.5 * x - 2.5);
    if (x < kernelRadius) return 2.0 + x * (-4.0 + x * (2.5 - 0.5 * x));
    return 0.0;
}

/// Which source pixels make one output pixel, and how much each counts.
struct Taps {
    int first = 0;
    std::vector<float> weights;
};

std::vector<Taps> tapsFor(int sourceCount, double sourceExtent, int wanted) {
    const double ratio = sourceExtent / wanted; // source pixels for one output pixel
    const double stretch = std::max(1.0, ratio);
    std::vector<Taps> taps(static_cast<std::size_t>(wanted));
    for (int n = 0; n < wanted; ++n) {
        Taps& tap = taps[static_cast<std::size_t>(n)];
        const double centre = (n + 0.5) * ratio - 0.5;
        const int first = std::max(0, static_cast<int>(std::ceil(centre - kernelRadius * stretch)));
        const int last =
            std::min(sourceCount - 1, static_cast<int>(std::floor(centre + kernelRadius * stretch)));
        tap.first = first;
        double sum = 0;
        for (int at = first; at <= last; ++at) {
            const double weight = catmullRom((at - centre) / stretch);
            tap.weights.push_back(static_cast<float>(weight));
            sum += weight;
        }
        // At the border only what is inside counts: an opaque picture stays opaque to its edge.
        for (float& weight : tap.weights)
            weight = static_cast<float>(weight / sum);
    }
    return taps;
}

/// The cubic filter overshoots at hard edges.
Pixel clamped(const Pixel& pixel) {
    const float alpha = std::clamp(pixel.alpha, 0.0F, 1.0F);
    return {std::clamp(pixel.red, 0.0F, alpha), std::clamp(pixel.green, 0.0F, alpha),
            std::clamp(pixel.blue, 0.0F, alpha), alpha};
}

} // namespace

Extent fitted(Extent image, int size) {
    const int longer = std::max(image.width, image.height);
    if (longer <= size && longer * 8 >= size * 7) return image;
    const auto side = [&](int own) {
        const double exact = static_cast<double>(own) * size / longer;
        return std::clamp(static_cast<int>(std::lround(exact)), 1, size);
    };
    return {side(image.width), side(image.height)};
}

int boxFactor(Extent image, Extent wanted) {
    return std::max(1, std::max(image.width / (2 * wanted.width), image.height / (2 * wanted.height)));
}

Picture scaled(const Picture& picture, SourceExtent sourceExtent, Extent wanted) {
    const auto columns = tapsFor(picture.width(), sourceExtent.width, wanted.width);
    const auto rows = tapsFor(picture.height(), sourceExtent.height, wanted.height);
    Picture narrow(wanted.width, picture.height());
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < wanted.width; ++x) {
            const Taps& tap = columns[static_cast<std::size_t>(x)];
            Pixel sum;
            int at = tap.first;
            for (const float weight : tap.weights)
                sum += picture.at(at++, y) * weight;
            narrow.at(x, y) = sum;
        }
    }
    Picture result(wanted.width, wanted.height);
    for (int y = 0; y < wanted.height; ++y) {
        const Taps& tap = rows[static_cast<std::size_t>(y)];
        for (int x = 0; x < wanted.width; ++x) {
            Pixel sum;
            int at = tap.first;
            for (const float weight : tap.weights)
                sum += narrow.at(x, at++) * weight;
            result.at(x, y) = clamped(sum);
        }
    }
    return result;
}

} // namespace raster
