#include "decode.hpp"

#include "glib_owned.hpp"
#include "limits.hpp"
#include "resample.hpp"

#include <algorithm>
#include <gdk-pixbuf/gdk-pixbuf.h>

namespace raster {

namespace {

const char* typeOf(ImageKind kind) {
    switch (kind) {
    case ImageKind::png:
        return "png";
    case ImageKind::jpeg:
        return "jpeg";
    case ImageKind::gif:
        return "gif";
    default:
        return "xpm";
    }
}

/// A size of 0 makes the loader give up before it allocates anything.
void refuseHuge(GdkPixbufLoader* loader, int width, int height, gpointer) {
    if (!isSaneSize(width, height)) gdk_pixbuf_loader_set_size(loader, 0, 0);
}

base::Result<Owned<GdkPixbuf>> load(std::string_view content, ImageKind kind) {
    GError* error = nullptr;
    // The kind is named: no other decoder gets to see what this content pretends to be.
    const Owned<GdkPixbufLoader> loader(gdk_pixbuf_loader_new_with_type(typeOf(kind), &error));
    if (!loader) {
        const OwnedError owned(error);
        return base::fail(std::string("no decoder: ") + owned->message, ENOTSUP);
    }
    g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(refuseHuge), nullptr);
    const bool written =
        gdk_pixbuf_loader_write(loader.get(), reinterpret_cast<const guchar*>(content.data()), content.size(),
                                &error) != FALSE;
    GError* closing = nullptr;
    const bool closed = gdk_pixbuf_loader_close(loader.get(), &closing) != FALSE;
    const OwnedError writeError(error);
    const OwnedError closeError(closing);
    if (!written) return base::fail(writeError ? writeError->message : "cannot be decoded");
    if (!closed) return base::fail(closeError ? closeError->message : "is cut short");
    GdkPixbuf* const pixbuf = gdk_pixbuf_loader_get_pixbuf(loader.get());
    if (pixbuf == nullptr) return base::fail("holds no picture");
    Owned<GdkPixbuf> upright(gdk_pixbuf_apply_embedded_orientation(pixbuf));
    if (!upright) return base::fail("holds no picture");
    return upright;
}

Pixel toPixel(const guchar* bytes, int channels) {
    const float alpha = channels == 4 ? static_cast<float>(bytes[3]) / 255.0F : 1.0F;
    const float factor = alpha / 255.0F;
    return {static_cast<float>(bytes[0]) * factor, static_cast<float>(bytes[1]) * factor,
            static_cast<float>(bytes[2]) * factor, alpha};
}

/// The picture averaged over squares of `factor` pixels (fewer at the right and at the bottom).
Picture averaged(const GdkPixbuf* pixbuf, int factor) {
    const int width = gdk_pixbuf_get_width(pixbuf);
    const int height = gdk_pixbuf_get_height(pixbuf);
    const int channels = gdk_pixbuf_get_n_channels(pixbuf);
    const auto stride = static_cast<std::size_t>(gdk_pixbuf_get_rowstride(pixbuf));
    const guchar* const bytes = gdk_pixbuf_read_pixels(pixbuf);
    Picture picture((width + factor - 1) / factor, (height + factor - 1) / factor);
    for (int y = 0; y < height; ++y) {
        const guchar* const row = bytes + static_cast<std::size_t>(y) * stride;
        for (int x = 0; x < width; ++x) {
            picture.at(x / factor, y / factor) +=
                toPixel(row + static_cast<std::size_t>(x) * static_cast<std::size_t>(channels), channels);
        }
    }
    if (factor == 1) return picture;
    for (int y = 0; y < picture.height(); ++y) {
        const int rows = std::min(factor, height - y * factor);
        for (int x = 0; x < picture.width(); ++x) {
            const int columns = std::min(factor, width - x * factor);
            Pixel& pixel = picture.at(x, y);
            pixel = pixel * (1.0F / static_cast<float>(rows * columns));
        }
    }
    return picture;
}

} // namespace

base::Result<Picture> decodeBitmap(std::string_view content, ImageKind kind, int size) {
    const auto pixbuf = load(content, kind);
    if (!pixbuf) return tl::make_unexpected(pixbuf.error());
    const Extent image{gdk_pixbuf_get_width(pixbuf->get()), gdk_pixbuf_get_height(pixbuf->get())};
    if (!isSaneSize(image.width, image.height) || gdk_pixbuf_get_bits_per_sample(pixbuf->get()) != 8)
        return base::fail("more pixels than are decoded");
    const Extent wanted = fitted(image, size);
    const int factor = boxFactor(image, wanted);
    Picture picture = averaged(pixbuf->get(), factor);
    if (image.width == wanted.width && image.height == wanted.height) return picture;
    return scaled(picture,
                  {static_cast<double>(image.width) / factor, static_cast<double>(image.height) / factor},
                  wanted);
}

} // namespace raster
