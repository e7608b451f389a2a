#include "x11/clicks.hpp"

#include <xcb/xinput.h>

namespace x11 {

namespace {

// Since 2.1 a press is told whoever has grabbed the pointer; since 2.2 there are fingers.
constexpr std::uint16_t major = 2;
constexpr std::uint16_t minor = 2;

struct Mask {
    xcb_input_event_mask_t head;
    std::uint32_t events;
};

} // namespace

Clicks::Clicks(Connection& connection) : connection_(connection) {
    // Answered long ago: it was asked for when the connection was opened.
    const auto* extension = xcb_get_extension_data(connection.xcb(), &xcb_input_id);
    if (extension != nullptr && extension->present != 0) extension_ = extension->major_opcode;
}

void Clicks::watch() {
    if (extension_ == 0) return;
    connection_.ask(xcb_input_xi_query_version(connection_.xcb(), major, minor), [](void*) {});
    const Mask mask{{XCB_INPUT_DEVICE_ALL_MASTER, 1},
                    XCB_INPUT_XI_EVENT_MASK_RAW_BUTTON_PRESS | XCB_INPUT_XI_EVENT_MASK_RAW_TOUCH_BEGIN};
    xcb_input_xi_select_events(connection_.xcb(), connection_.root(), 1, &mask.head);
}

bool Clicks::isPress(const xcb_generic_event_t& event) const {
    const auto& generic = reinterpret_cast<const xcb_ge_generic_event_t&>(event); // NOLINT: XCB's way
    return extension_ != 0 && generic.response_type == XCB_GE_GENERIC && generic.extension == extension_ &&
           (generic.event_type == XCB_INPUT_RAW_BUTTON_PRESS ||
            generic.event_type == XCB_INPUT_RAW_TOUCH_BEGIN);
}

void Clicks::wakeManager() {
    xcb_client_message_event_t message{};
    message.format = 32;
    message.window = connection_.root();
    message.type = connection_.atom(Atom::wake);
    // Only one can have selected this: who manages the windows.
    connection_.send(message, XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT);
}

} // namespace x11
