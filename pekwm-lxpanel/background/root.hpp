// The root window, to draw on.
#pragma once

#include "background/picture.hpp"
#include "base/result.hpp"

#include <memory>
#include <string_view>
#include <xcb/xcb.h>

namespace background {

class Root {
  public:
    /// On the display that DISPLAY names.
    [[nodiscard]] static base::Result<Root> open();
    [[nodiscard]] unsigned width() const { return screen_->width_in_pixels; }
    [[nodiscard]] unsigned height() const { return screen_->height_in_pixels; }
    /// Makes the picture the background, tells so in _XROOTPMAP_ID and ESETROOT_PMAP_ID, and frees the one
    /// that somebody had left on the server before. It stays when this program has ended.
    /// `look`: _PEKWM_LXPANEL_LOOK names it, too.
    [[nodiscard]] base::Result<void> draw(const Picture& picture, bool look);

  private:
    struct Disconnect {
        void operator()(xcb_connection_t* connection) const { xcb_disconnect(connection); }
    };
    Root() = default;
    [[nodiscard]] base::Result<std::vector<std::uint8_t>> imageOf(const Picture& picture) const;
    [[nodiscard]] xcb_atom_t atom(std::string_view name) const;
    [[nodiscard]] xcb_pixmap_t pixmapIn(xcb_atom_t property) const;

    std::unique_ptr<xcb_connection_t, Disconnect> xcb_;
    const xcb_screen_t* screen_ = nullptr;
};

} // namespace background
