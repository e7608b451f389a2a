#include "background/picture.hpp"

#include "base/file_tree.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/core.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <memory>
#include <string_view>

namespace background {

namespace {

constexpr std::size_t largestFile = std::size_t{64} << 20U;
constexpr double largestSide = 32767;

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
struct FreeError {
    void operator()(GError* error) const { g_error_free(error); }
};
using OwnedError = std::unique_ptr<GError, FreeError>;

/// The loader for a file, by its first bytes. The library itself would ask the system's database of file
/// types, which a small container does not have.
const char* typeOf(std::string_view content) {
    struct Signature {
        std::string_view start;
        const char* type;
    };
    constexpr std::array signatures{
        Signature{"\x89PNG\r\n", "png"}, Signature{"\xFF\xD8\xFF", "jpeg"}, Signature{"GIF8", "gif"},
        Signature{"BM", "bmp"},          Signature{"II*", "tiff"},          Signature{"MM", "tiff"},
        Signature{"RIFF", "webp"},       Signature{"/* XPM */", "xpm"},     Signature{"<", "svg"}};
    for (const Signature& signature : signatures)
        if (content.starts_with(signature.start)) return signature.type;
    return nullptr;
}

/// The screen's size, given to the loader as soon as the picture's own is known: a photograph is then never
/// unpacked larger than needed.
struct Wanted {
    unsigned width;
    unsigned height;
};
void cover(GdkPixbufLoader* loader, int width, int height, gpointer data) {
    const auto* wanted = static_cast<const Wanted*>(data);
    if (width < 1 || height < 1) return;
    const double factor =
        std::max(static_cast<double>(wanted->width) / width, static_cast<double>(wanted->height) / height);
    // Rounded up, so that it never falls short of the screen.
    const double wide = std::ceil(width * factor);
    const double high = std::ceil(height * factor);
    if (wide > largestSide || high > largestSide) return; // as it is; it is then refused
    gdk_pixbuf_loader_set_size(loader, static_cast<int>(wide), static_cast<int>(high));
}

} // namespace

base::Result<Picture> loadPicture(const std::string& path, unsigned width, unsigned height) {
    const auto content = base::FileTree().read(path, largestFile);
    if (!content) return base::failAt(path, content.error());
    const char* type = typeOf(*content);
    if (type == nullptr) return base::fail(fmt::format("{}: no picture of a known kind", path));
    GError* rawError = nullptr;
    const std::unique_ptr<GdkPixbufLoader, Unref> loader(gdk_pixbuf_loader_new_with_type(type, &rawError));
    if (!loader) {
        const OwnedError error(rawError);
        return base::fail(fmt::format("{}: {}", path, error ? error->message : "cannot be decoded"));
    }
    Wanted wanted{width, height};
    g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(cover), &wanted);
    const bool written =
        gdk_pixbuf_loader_write(loader.get(),
                                reinterpret_cast<const guchar*>(content->data()), // NOLINT: as C wants it
                                content->size(), &rawError) != FALSE;
    // It must be closed in any case, and says why it cannot only once.
    const bool closed = gdk_pixbuf_loader_close(loader.get(), written ? &rawError : nullptr) != FALSE;
    const OwnedError error(rawError);
    const GdkPixbuf* whole = gdk_pixbuf_loader_get_pixbuf(loader.get());
    if (!written || !closed || whole == nullptr)
        return base::fail(fmt::format("{}: {}", path, error ? error->message : "cannot be decoded"));

    const auto have = static_cast<unsigned>(gdk_pixbuf_get_width(whole));
    const auto haveRows = static_cast<unsigned>(gdk_pixbuf_get_height(whole));
    if (have < width || haveRows < height) return base::fail(fmt::format("{}: too long and thin", path));
    Picture picture{width, height, {}};
    picture.rgb.reserve(std::size_t{width} * height * 3);
    const auto channels = static_cast<std::size_t>(gdk_pixbuf_get_n_channels(whole));
    const auto stride = static_cast<std::size_t>(gdk_pixbuf_get_rowstride(whole));
    const guint8* pixels = gdk_pixbuf_read_pixels(whole);
    for (std::size_t y = 0; y < height; ++y) {
        const guint8* row = pixels + (y + (haveRows - height) / 2) * stride + (have - width) / 2 * channels;
        for (std::size_t x = 0; x < width; ++x)
            picture.rgb.insert(picture.rgb.end(), row + x * channels, row + x * channels + 3);
    }
    return picture;
}

} // namespace background
