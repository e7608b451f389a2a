#include "background/root.hpp"

#include "x11/names.hpp"
#include "x11/reply.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>

namespace background {

namespace {

/// Where the visual wants the eight bits of a channel.
unsigned shiftOf(std::uint32_t mask) {
    unsigned shift = 0;
    while (mask != 0 && ((mask >> shift) & 1U) == 0)
        ++shift;
    return shift;
}

} // namespace

base::Result<Root> Root::open() {
    Root root;
    int number = 0;
    root.xcb_.reset(xcb_connect(nullptr, &number));
    if (xcb_connection_has_error(root.xcb_.get()) != 0) return base::fail("no connection to the display");
    auto screens = xcb_setup_roots_iterator(xcb_get_setup(root.xcb_.get()));
    for (int i = 0; i < number; ++i)
        xcb_screen_next(&screens);
    root.screen_ = screens.data;
    return root;
}

base::Result<std::vector<std::uint8_t>> Root::imageOf(const Picture& picture) const {
    const xcb_setup_t* setup = xcb_get_setup(xcb_.get());
    bool fits = false;
    for (auto format = xcb_setup_pixmap_formats_iterator(setup); format.rem > 0; xcb_format_next(&format))
        if (format.data->depth == screen_->root_depth) fits = format.data->bits_per_pixel == 32;
    const xcb_visualtype_t* visual = nullptr;
    for (auto depth = xcb_screen_allowed_depths_iterator(screen_); depth.rem > 0; xcb_depth_next(&depth))
        for (auto it = xcb_depth_visuals_iterator(depth.data); it.rem > 0; xcb_visualtype_next(&it))
            if (it.data->visual_id == screen_->root_visual) visual = it.data;
    if (!fits || visual == nullptr || visual->_class != XCB_VISUAL_CLASS_TRUE_COLOR)
        return base::fail(
            fmt::format("the screen has a depth of {}, and only 24 is understood", screen_->root_depth));
    const std::array<unsigned, 3> shifts{shiftOf(visual->red_mask), shiftOf(visual->green_mask),
                                         shiftOf(visual->blue_mask)};
    const bool leastFirst = setup->image_byte_order == XCB_IMAGE_ORDER_LSB_FIRST;
    std::vector<std::uint8_t> image(picture.rgb.size() / 3 * 4);
    for (std::size_t pixel = 0; pixel < image.size() / 4; ++pixel)
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const std::size_t byte = shifts.at(channel) / 8;
            image[pixel * 4 + (leastFirst ? byte : 3 - byte)] = picture.rgb[pixel * 3 + channel];
        }
    return image;
}

xcb_atom_t Root::atom(std::string_view name) const {
    const auto cookie = xcb_intern_atom(xcb_.get(), 0, static_cast<std::uint16_t>(name.size()), name.data());
    const x11::Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(xcb_.get(), cookie, nullptr));
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

xcb_pixmap_t Root::pixmapIn(xcb_atom_t property) const {
    const x11::Reply<xcb_get_property_reply_t> reply(xcb_get_property_reply(
        xcb_.get(), xcb_get_property(xcb_.get(), 0, screen_->root, property, XCB_ATOM_PIXMAP, 0, 1),
        nullptr));
    if (!reply || reply->format != 32 || reply->value_len != 1) return XCB_NONE;
    return *static_cast<const xcb_pixmap_t*>(xcb_get_property_value(reply.get()));
}

base::Result<void> Root::draw(const Picture& picture, bool look) {
    auto image = imageOf(picture);
    if (!image) return tl::make_unexpected(std::move(image.error()));
    auto* xcb = xcb_.get();
    const xcb_pixmap_t pixmap = xcb_generate_id(xcb);
    const xcb_gcontext_t context = xcb_generate_id(xcb);
    const auto width = static_cast<std::uint16_t>(picture.width);
    xcb_create_pixmap(xcb, screen_->root_depth, pixmap, screen_->root, width,
                      static_cast<std::uint16_t>(picture.height));
    xcb_create_gc(xcb, context, pixmap, 0, nullptr);
    // A request has a largest size: the picture goes in strips.
    constexpr std::uint32_t header = 64;
    const std::size_t stride = std::size_t{picture.width} * 4;
    const std::size_t most = (std::size_t{xcb_get_maximum_request_length(xcb)} * 4 - header) / stride;
    const std::size_t rows = std::max<std::size_t>(most, 1);
    for (std::size_t y = 0; y < picture.height; y += rows) {
        const std::size_t count = std::min(rows, picture.height - y);
        xcb_put_image(xcb, XCB_IMAGE_FORMAT_Z_PIXMAP, pixmap, context, width,
                      static_cast<std::uint16_t>(count), 0, static_cast<std::int16_t>(y), 0,
                      screen_->root_depth, static_cast<std::uint32_t>(count * stride),
                      image->data() + y * stride);
    }
    xcb_free_gc(xcb, context);
    const xcb_atom_t current = atom(x11::rootPixmapName);
    const xcb_atom_t retained = atom(x11::retainedPixmapName);
    const xcb_pixmap_t before = pixmapIn(retained);
    // The two are the same only where a program like this one left it: then whoever comes next frees it.
    if (before != XCB_NONE && before == pixmapIn(current)) xcb_kill_client(xcb, before);
    xcb_set_close_down_mode(xcb, XCB_CLOSE_DOWN_RETAIN_PERMANENT);
    std::vector<xcb_atom_t> properties{current, retained};
    if (look) properties.push_back(atom(x11::lookPixmapName));
    for (const xcb_atom_t property : properties)
        xcb_change_property(xcb, XCB_PROP_MODE_REPLACE, screen_->root, property, XCB_ATOM_PIXMAP, 32, 1,
                            &pixmap);
    xcb_change_window_attributes(xcb, screen_->root, XCB_CW_BACK_PIXMAP, &pixmap);
    xcb_clear_area(xcb, 0, screen_->root, 0, 0, 0, 0);
    // An answer means that all before it was done.
    const x11::Reply<xcb_get_input_focus_reply_t> done(
        xcb_get_input_focus_reply(xcb, xcb_get_input_focus(xcb), nullptr));
    if (!done) return base::fail("the display is gone");
    return {};
}

} // namespace background
