// Owners for what the GLib libraries hand out.
#pragma once

#include <glib-object.h>
#include <memory>

namespace raster {

struct Unreference {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unreference>;

struct FreeError {
    void operator()(GError* error) const { g_error_free(error); }
};
using OwnedError = std::unique_ptr<GError, FreeError>;

} // namespace raster
