// What the session says on the root window: its socket, the background, the resolution.
#include "x11/desk.hpp"
#include "x11/resources.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/core.h>
#include <string_view>

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

constexpr unsigned usualDpi = 96;

/// The colour of a row.
std::uint32_t shadeAt(Shades shades, unsigned row, unsigned rows) {
    std::uint32_t colour = 0;
    for (const unsigned shift : {16U, 8U, 0U}) {
        const auto from = static_cast<int>((shades.top >> shift) & 0xFFU);
        const auto to = static_cast<int>((shades.bottom >> shift) & 0xFFU);
        const int at = from + (to - from) * static_cast<int>(row) / static_cast<int>(rows);
        colour |= static_cast<std::uint32_t>(at) << shift;
    }
    return colour;
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

/// What comes before it is known who has the display: answers come in the order of their questions.
void Desk::askDpi() {
    constexpr std::uint32_t mostWords = 16384;
    connection_->ask(xcb_get_property(connection_->xcb(), 0, connection_->root(), XCB_ATOM_RESOURCE_MANAGER,
                                      XCB_ATOM_STRING, 0, mostWords),
                     [this](void* reply) {
                         const auto* found = static_cast<const xcb_get_property_reply_t*>(reply);
                         if (found == nullptr || found->format != 8) return;
                         const std::string_view text(
                             static_cast<const char*>(xcb_get_property_value(found)),
                             static_cast<std::size_t>(xcb_get_property_value_length(found)));
                         toldDpi_ = dpiOf(text);
                     });
}

unsigned Desk::dpi() const {
    if (toldDpi_ != 0) return toldDpi_;
    // What a display says of its size in millimetres is often made up: a nested one of 75 is no coarser than
    // others.
    constexpr unsigned most = 400;
    return displayDpi() > most ? usualDpi : std::max(displayDpi(), usualDpi);
}

unsigned Desk::displayDpi() const {
    constexpr double millimetres = 25.4;
    const xcb_screen_t& screen = connection_->screen();
    if (screen.height_in_millimeters == 0) return usualDpi;
    return static_cast<unsigned>(
        std::lround(screen.height_in_pixels * millimetres / screen.height_in_millimeters));
}

void Desk::recolourDock() {
    if (dock_ == XCB_NONE) return;
    xcb_client_message_event_t message{};
    message.format = 8;
    message.window = dock_;
    message.type = connection_->atom(Atom::readRcFiles);
    connection_->send(message);
}

void Desk::setDpi(unsigned dpi) {
    if (dpi == 0) return;
    // Of repeated resources the last one counts, so what is there need not be read.
    const std::string resource = fmt::format("\nXft.dpi:\t{}\n", dpi);
    xcb_change_property(connection_->xcb(), XCB_PROP_MODE_APPEND, connection_->root(),
                        XCB_ATOM_RESOURCE_MANAGER, XCB_ATOM_STRING, 8,
                        static_cast<std::uint32_t>(resource.size()), resource.data());
}

void Desk::setBackground(Shades shades, bool onlyIfNone) {
    if (!onlyIfNone) return drawBackground(shades);
    connection_->askProperty(connection_->root(), Atom::lookPixmap, [this, shades](const auto* look) {
        const Items items(look);
        const xcb_pixmap_t ours = items.begin() == items.end() ? xcb_pixmap_t{XCB_NONE} : *items.begin();
        connection_->askProperty(connection_->root(), Atom::rootPixmap,
                                 [this, shades, ours](const auto* pixmap) {
                                     const Items current(pixmap);
                                     // One that a look has left, ours or an earlier session's, gives way.
                                     if (current.begin() == current.end() || *current.begin() == ours ||
                                         *current.begin() == ground_ || *current.begin() == picture_)
                                         return drawFirstBackground(shades);
                                     // One that was killed leaves a name behind for a pixmap that has gone.
                                     connection_->ask(xcb_get_geometry(connection_->xcb(), *current.begin()),
                                                      [this, shades](void* alive) {
                                                          if (alive == nullptr) drawFirstBackground(shades);
                                                      });
                                 });
    });
}

void Desk::backgroundReplaced() {
    drawn_ = false;
    connection_->askProperty(connection_->root(), Atom::rootPixmap, [this](const auto* pixmap) {
        const Items current(pixmap);
        if (current.begin() != current.end()) picture_ = *current.begin();
    });
}

/// Frees the picture that is the background now, where a program has left it behind that has ended: it, and
/// one of the server's places for clients, would be lost as soon as another is named. Asked before that is
/// done.
void Desk::freeRetainedBackground() {
    const auto first = [](const auto* property) {
        const Items items(property);
        return items.begin() == items.end() ? xcb_pixmap_t{XCB_NONE} : *items.begin();
    };
    const auto retained = std::make_shared<xcb_pixmap_t>(XCB_NONE);
    connection_->askProperty(connection_->root(), Atom::retainedPixmap,
                             [first, retained](const auto* pixmap) { *retained = first(pixmap); });
    connection_->askProperty(connection_->root(), Atom::rootPixmap,
                             [this, first, retained](const auto* pixmap) {
                                 if (*retained != XCB_NONE && *retained == first(pixmap))
                                     xcb_kill_client(connection_->xcb(), *retained);
                             });
}

void Desk::drawFirstBackground(Shades shades) {
    drawBackground(shades);
    tell(Happening::backgroundDrawn);
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

/// A pixmap, which is repeated over the screen: whoever wants to look transparent asks for one, not for a
/// colour. It lives as long as the connection.
void Desk::drawBackground(Shades shades) {
    drawn_ = true;
    freeRetainedBackground();
    auto* xcb = connection_->xcb();
    const xcb_window_t root = connection_->root();
    // Wide enough to be repeated quickly.
    const std::uint16_t width = shades.top == shades.bottom ? 1 : 64;
    const auto rows = static_cast<std::uint16_t>(width == 1 ? 1 : std::min(size_.height, 32767U));
    const xcb_pixmap_t pixmap = xcb_generate_id(xcb);
    const xcb_gcontext_t context = xcb_generate_id(xcb);
    xcb_create_pixmap(xcb, connection_->screen().root_depth, pixmap, root, width, rows);
    xcb_create_gc(xcb, context, pixmap, 0, nullptr);
    std::uint16_t from = 0;
    for (std::uint16_t row = 1; row <= rows; ++row) {
        const std::uint32_t colour = shadeAt(shades, from, rows);
        if (row < rows && shadeAt(shades, row, rows) == colour) continue;
        const std::uint32_t pixel = pixelOf(colour);
        const xcb_rectangle_t band{0, static_cast<std::int16_t>(from), width,
                                   static_cast<std::uint16_t>(row - from)};
        xcb_change_gc(xcb, context, XCB_GC_FOREGROUND, &pixel);
        xcb_poly_fill_rectangle(xcb, pixmap, context, 1, &band);
        from = row;
    }
    xcb_free_gc(xcb, context);
    if (ground_ != XCB_NONE) xcb_free_pixmap(xcb, ground_);
    ground_ = pixmap;
    xcb_change_window_attributes(xcb, root, XCB_CW_BACK_PIXMAP, &pixmap);
    xcb_clear_area(xcb, 0, root, 0, 0, 0, 0);
    // Not in ESETROOT_PMAP_ID: the owner of what is named there is killed by whoever sets the next
    // background.
    xcb_change_property(xcb, XCB_PROP_MODE_REPLACE, root, connection_->atom(Atom::rootPixmap),
                        XCB_ATOM_PIXMAP, 32, 1, &pixmap);
}

} // namespace x11
