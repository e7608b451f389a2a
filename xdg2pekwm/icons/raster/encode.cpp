#include "encode.hpp"

#include "base/temporary_file.hpp"
#include "base/write_all.hpp"
#include "glib_owned.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/core.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

namespace raster {

namespace {

guchar toByte(float value) {
    return static_cast<guchar>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
}

struct Free {
    void operator()(gchar* memory) const { g_free(memory); }
};

} // namespace

base::Result<std::string> encodePng(const Picture& picture, int gap) {
    const Owned<GdkPixbuf> pixbuf(
        gdk_pixbuf_new(GDK_COLORSPACE_RGB, TRUE, 8, picture.width() + gap, picture.height()));
    if (!pixbuf) return base::fail("no memory for the icon");
    gdk_pixbuf_fill(pixbuf.get(), 0);
    guchar* const bytes = gdk_pixbuf_get_pixels(pixbuf.get());
    const auto stride = static_cast<std::size_t>(gdk_pixbuf_get_rowstride(pixbuf.get()));
    for (int y = 0; y < picture.height(); ++y) {
        guchar* at = bytes + static_cast<std::size_t>(y) * stride;
        for (int x = 0; x < picture.width(); ++x, at += 4) {
            const Pixel& pixel = picture.at(x, y);
            at[3] = toByte(pixel.alpha);
            if (at[3] == 0) continue;
            at[0] = toByte(pixel.red / pixel.alpha);
            at[1] = toByte(pixel.green / pixel.alpha);
            at[2] = toByte(pixel.blue / pixel.alpha);
        }
    }
    gchar* memory = nullptr;
    gsize size = 0;
    GError* error = nullptr;
    if (gdk_pixbuf_save_to_buffer(pixbuf.get(), &memory, &size, "png", &error, nullptr) == FALSE)
        return base::fail(OwnedError(error)->message);
    const std::unique_ptr<gchar, Free> owned(memory);
    return std::string(memory, size);
}

base::Result<void> writeCacheFile(const std::string& path, std::string_view content) {
    auto temporary = base::TemporaryFile::beside(path);
    if (!temporary) return base::failAt(path, temporary.error());
    auto done = base::writeAll(temporary->fd(), content);
    if (done) done = temporary->becomes(path);
    if (!done) return base::failAt(path, done.error());
    return {};
}

} // namespace raster
