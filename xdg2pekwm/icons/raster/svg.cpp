#include "decode.hpp"

#include "glib_owned.hpp"

#include <cstdint>
#include <cstring>
#include <librsvg/rsvg.h>

namespace raster {

namespace {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};

/// Cairo's pixels are multiplied by alpha as ours are, in one native 32-bit number each.
Picture fromSurface(cairo_surface_t* surface, int size) {
    Picture picture(size, size);
    const unsigned char* const bytes = cairo_image_surface_get_data(surface);
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x) {
            std::uint32_t argb = 0;
            std::memcpy(&argb, bytes + static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x) * 4,
                        4);
            const auto channel = [&](unsigned shift) {
                return static_cast<float>((argb >> shift) & 0xFFU) / 255.0F;
            };
            picture.at(x, y) = {channel(16), channel(8), channel(0), channel(24)};
        }
    }
    return picture;
}

} // namespace

base::Result<Picture> drawSvg(std::string_view content, int size) {
    GError* error = nullptr;
    // No base address is set: librsvg then resolves no reference to anything outside the data.
    const Owned<RsvgHandle> handle(
        rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(content.data()), content.size(), &error));
    if (!handle) return base::fail(OwnedError(error)->message);

    const std::unique_ptr<cairo_surface_t, DestroySurface> surface(
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size, size));
    const std::unique_ptr<cairo_t, DestroyContext> context(cairo_create(surface.get()));
    const RsvgRectangle square{0, 0, static_cast<double>(size), static_cast<double>(size)};
    if (rsvg_handle_render_document(handle.get(), context.get(), &square, &error) == FALSE)
        return base::fail(OwnedError(error)->message);
    cairo_surface_flush(surface.get());
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return base::fail("cannot be drawn");
    return fromSurface(surface.get(), size);
}

} // namespace raster
