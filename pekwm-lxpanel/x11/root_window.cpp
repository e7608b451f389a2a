// What the session says on the root window: its socket, the background, the resolution.
#include "x11/desk.hpp"

#include <fmt/format.h>

namespace x11 {

namespace {

/// A server that has stopped must not keep us at the very end.
constexpr std::chrono::milliseconds longestFarewell{200};

/// Puts eight bits of a colour's channel to where the visual wants them.
std::uint32_t channel(std::uint32_t bits, std::uint32_t mask) {
    if (mask == 0) return 0;
    unsigned shift = 0;
    while (((mask >> shift) & 1U) == 0)
        ++shift;
    const std::uint64_t most = mask >> shift;
    return static_cast<std::uint32_t>(most * bits / 255U) << shift;
}

} // namespace

void Desk::setSocketPath(const std::string& path) {
    xcb_change_property(connection_->xcb(), XCB_PROP_MODE_REPLACE, connection_->root(),
                        connection_->atom(Atom::socketPath), connection_->atom(Atom::utf8String), 8,
                        static_cast<std::uint32_t>(path.size()), path.data());
}

void Desk::withdraw() {
    // After a replacement the properties are the new session's.
    if (!selected_) return;
    xcb_delete_property(connection_->xcb(), connection_->root(), connection_->atom(Atom::socketPath));
    // The pixmap goes with the connection, and its name must not stay.
    if (drawn_)
        xcb_delete_property(connection_->xcb(), connection_->root(), connection_->atom(Atom::rootPixmap));
    connection_->settle(longestFarewell);
}

void Desk::setDpi(unsigned dpi) {
    if (dpi == 0) return;
    // Of repeated resources the last one counts, so what is there need not be read.
    const std::string resource = fmt::format("\nXft.dpi:\t{}\n", dpi);
    xcb_change_property(connection_->xcb(), XCB_PROP_MODE_APPEND, connection_->root(),
                        XCB_ATOM_RESOURCE_MANAGER, XCB_ATOM_STRING, 8,
                        static_cast<std::uint32_t>(resource.size()), resource.data());
}

void Desk::setBackground(std::uint32_t colour, bool onlyIfNone) {
    if (!onlyIfNone) return drawBackground(colour);
    connection_->askProperty(connection_->root(), Atom::rootPixmap, [this, colour](const auto* pixmap) {
        const Items items(pixmap);
        if (items.begin() == items.end()) return drawBackground(colour);
        // One that was killed leaves a name behind for a pixmap that has gone.
        connection_->ask(xcb_get_geometry(connection_->xcb(), *items.begin()), [this, colour](void* alive) {
            if (alive == nullptr) drawBackground(colour);
        });
    });
}

std::uint32_t Desk::pixelOf(std::uint32_t colour) const {
    const xcb_screen_t& screen = connection_->screen();
    for (auto depth = xcb_screen_allowed_depths_iterator(&screen); depth.rem > 0; xcb_depth_next(&depth)) {
        for (auto visual = xcb_depth_visuals_iterator(depth.data); visual.rem > 0;
             xcb_visualtype_next(&visual)) {
            if (visual.data->visual_id != screen.root_visual ||
                visual.data->_class < XCB_VISUAL_CLASS_TRUE_COLOR)
                continue;
            return channel((colour >> 16U) & 0xFFU, visual.data->red_mask) |
                   channel((colour >> 8U) & 0xFFU, visual.data->green_mask) |
                   channel(colour & 0xFFU, visual.data->blue_mask);
        }
    }
    return screen.black_pixel;
}

/// A pixmap of one pixel: whoever wants to look transparent asks for a pixmap, not a colour. It lives as long
/// as the connection.
void Desk::drawBackground(std::uint32_t colour) {
    drawn_ = true;
    auto* xcb = connection_->xcb();
    const xcb_window_t root = connection_->root();
    const xcb_pixmap_t pixmap = xcb_generate_id(xcb);
    const xcb_gcontext_t context = xcb_generate_id(xcb);
    const std::uint32_t pixel = pixelOf(colour);
    const xcb_rectangle_t whole{0, 0, 1, 1};
    xcb_create_pixmap(xcb, connection_->screen().root_depth, pixmap, root, 1, 1);
    xcb_create_gc(xcb, context, pixmap, XCB_GC_FOREGROUND, &pixel);
    xcb_poly_fill_rectangle(xcb, pixmap, context, 1, &whole);
    xcb_free_gc(xcb, context);
    xcb_change_window_attributes(xcb, root, XCB_CW_BACK_PIXMAP, &pixmap);
    xcb_clear_area(xcb, 0, root, 0, 0, 0, 0);
    // Not in ESETROOT_PMAP_ID: the owner of what is named there is killed by whoever sets the next
    // background.
    xcb_change_property(xcb, XCB_PROP_MODE_REPLACE, root, connection_->atom(Atom::rootPixmap),
                        XCB_ATOM_PIXMAP, 32, 1, &pixmap);
}

} // namespace x11
