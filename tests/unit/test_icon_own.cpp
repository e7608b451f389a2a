// The kit's own icons as they are seen: whole, in the middle, sharp, and to be told from any menu's ground.
#include "icons/fallbacks.hpp"
#include "icons/maker.hpp"

#include "support/icon_program.hpp"
#include "support/image_files.hpp"
#include "support/png.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <doctest/doctest.h>

namespace {

using icons::KitIcon;
using support::Colour;
using support::Image;

constexpr std::array sizes{16, 24, 32, 48};
constexpr std::array grounds{Colour{0xFB, 0xFB, 0xFC, 255}, Colour{0x23, 0x27, 0x2E, 255},
                             Colour{0x2F, 0x6F, 0xDE, 255}}; // a light menu, a dark one, a selected row
// All but these have round or slanted outlines, which must be smoothed.
constexpr std::array plates{KitIcon::application, KitIcon::below,    KitIcon::fullscreen, KitIcon::logout,
                            KitIcon::lower,       KitIcon::maximize, KitIcon::minimize,   KitIcon::more,
                            KitIcon::onTop,       KitIcon::raise,    KitIcon::shade,      KitIcon::sticky,
                            KitIcon::workspace};

std::string fileOf(KitIcon icon) {
    return KIT_ICON_DATA "/" + std::string(icons::fileNameOf(icon));
}

std::vector<KitIcon> all() {
    std::vector<KitIcon> list;
    for (int n = 0; n <= static_cast<int>(KitIcon::kill); ++n)
        list.push_back(static_cast<KitIcon>(n));
    return list;
}

std::vector<Image> draw(const std::vector<KitIcon>& list, int size) {
    const support::TemporaryFolder folder;
    base::Diagnostics diagnostics;
    std::vector<std::string> sources;
    for (const KitIcon icon : list)
        sources.push_back(fileOf(icon));
    icons::Maker maker({folder / "cache", size, 0, support::iconProgram()}, diagnostics);
    std::vector<Image> images;
    for (const auto& path : maker.prepare(support::imageFiles(sources), {})) {
        REQUIRE(path);
        images.push_back(support::decodePng(support::contentOf(*path)));
    }
    return images;
}

double linear(double channel) {
    channel /= 255;
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

/// The contrast of WCAG 2: 1 to 21.
double contrast(const Colour& pixel, const Colour& ground) {
    const double alpha = pixel.alpha / 255.0;
    const auto seen = [&](std::uint8_t own, std::uint8_t below) {
        return linear(own * alpha + below * (1 - alpha));
    };
    const double one = 0.2126 * seen(pixel.red, ground.red) + 0.7152 * seen(pixel.green, ground.green) +
                       0.0722 * seen(pixel.blue, ground.blue) + 0.05;
    const double other =
        0.2126 * linear(ground.red) + 0.7152 * linear(ground.green) + 0.0722 * linear(ground.blue) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

/// Transparent pixels before the first visible one and after the last, along rows or columns.
std::array<int, 2> margins(const Image& image, bool columns) {
    int first = image.width;
    int last = -1;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            if (image.at(x, y).alpha < 128) continue;
            first = std::min(first, columns ? x : y);
            last = std::max(last, columns ? x : y);
        }
    }
    return {first, image.width - 1 - last};
}

} // namespace

TEST_CASE("own icons: each is in the middle, and stands out from light, dark and selected rows") {
    KIT_REQUIRE_ICON_PROGRAM();
    constexpr double clear = 1.5;
    constexpr double share = 0.04; // of the square
    for (const int size : sizes) {
        const auto images = draw(all(), size);
        for (std::size_t n = 0; n < images.size(); ++n) {
            const Image& image = images[n];
            CAPTURE(icons::fileNameOf(all()[n]));
            CAPTURE(size);
            for (const bool columns : {true, false}) {
                const auto [before, after] = margins(image, columns);
                CHECK(std::abs(before - after) <= 1);
            }
            for (const Colour& ground : grounds) {
                CAPTURE(static_cast<int>(ground.red));
                const auto seen =
                    std::count_if(image.pixels.begin(), image.pixels.end(),
                                  [&](const Colour& pixel) { return contrast(pixel, ground) >= clear; });
                CHECK(static_cast<double>(seen) >= share * size * size);
            }
        }
    }
}

TEST_CASE("own icons: straight outlines are whole pixels at each usual size") {
    KIT_REQUIRE_ICON_PROGRAM();
    const std::vector<KitIcon> list(plates.begin(), plates.end());
    for (const int size : sizes) {
        const auto images = draw(list, size);
        for (std::size_t n = 0; n < images.size(); ++n) {
            CAPTURE(icons::fileNameOf(list[n]));
            CAPTURE(size);
            for (int at = 0; at < size; ++at) {
                const auto across = images[n].at(at, size / 2).alpha;
                const auto down = images[n].at(size / 2, at).alpha;
                CHECK((across == 0 || across == 255));
                CHECK((down == 0 || down == 255));
            }
        }
    }
}
