#include "x11/connection.hpp"

#include "x11/names.hpp"
#include "x11/reply.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fmt/core.h>
#include <poll.h>
#include <xcb/xcbext.h>
#include <xcb/xinput.h>

namespace x11 {

namespace {

struct AtomName {
    Atom atom;
    std::string name;
};

} // namespace

base::Result<std::unique_ptr<Connection>> Connection::open(const std::string& name) {
    std::unique_ptr<Connection> connection(new Connection);
    int screen = 0;
    connection->xcb_ = xcb_connect(name.empty() ? nullptr : name.c_str(), &screen);
    if (xcb_connection_has_error(connection->xcb_) != 0) return base::fail("no connection to the display");
    auto screens = xcb_setup_roots_iterator(xcb_get_setup(connection->xcb_));
    for (int i = 0; i < screen; ++i)
        xcb_screen_next(&screens);
    connection->screen_ = screens.data;
    xcb_prefetch_extension_data(connection->xcb_, &xcb_input_id); // answered before the atoms are
    if (!connection->internAtoms(screen)) return base::fail("the connection to the display broke");
    return connection;
}

Connection::~Connection() {
    if (xcb_ != nullptr) xcb_disconnect(xcb_);
}

bool Connection::internAtoms(int screen) {
    const std::array names{
        AtomName{Atom::wmSelection, wmSelectionOf(screen)},
        AtomName{Atom::sessionSelection, sessionSelectionOf(screen)},
        AtomName{Atom::socketPath, std::string(socketPathName)},
        AtomName{Atom::supportingWmCheck, "_NET_SUPPORTING_WM_CHECK"},
        AtomName{Atom::windowPid, "_NET_WM_PID"},
        AtomName{Atom::wmClass, "WM_CLASS"},
        AtomName{Atom::windowType, "_NET_WM_WINDOW_TYPE"},
        AtomName{Atom::windowTypeDock, "_NET_WM_WINDOW_TYPE_DOCK"},
        AtomName{Atom::windowTypeDesktop, "_NET_WM_WINDOW_TYPE_DESKTOP"},
        AtomName{Atom::strut, "_NET_WM_STRUT"},
        AtomName{Atom::strutPartial, "_NET_WM_STRUT_PARTIAL"},
        AtomName{Atom::wmProtocols, "WM_PROTOCOLS"},
        AtomName{Atom::wmDeleteWindow, "WM_DELETE_WINDOW"},
        AtomName{Atom::wmState, "WM_STATE"},
        AtomName{Atom::rootPixmap, std::string(rootPixmapName)},
        AtomName{Atom::retainedPixmap, std::string(retainedPixmapName)},
        AtomName{Atom::panelSelection, fmt::format("_LXPANEL_REFRESH_S{}", screen)},
        AtomName{Atom::panelRefresh, "_LXPANEL_REFRESH"},
        AtomName{Atom::panelCommand, "_LXPANEL_CMD"},
        AtomName{Atom::lookPixmap, std::string(lookPixmapName)},
        AtomName{Atom::utf8String, "UTF8_STRING"},
        AtomName{Atom::clientList, "_NET_CLIENT_LIST"},
        AtomName{Atom::clientListStacking, "_NET_CLIENT_LIST_STACKING"},
        AtomName{Atom::activeWindow, "_NET_ACTIVE_WINDOW"},
        AtomName{Atom::windowState, "_NET_WM_STATE"},
        AtomName{Atom::stateSkipTaskbar, "_NET_WM_STATE_SKIP_TASKBAR"},
        AtomName{Atom::readRcFiles, "_GTK_READ_RCFILES"},
        AtomName{Atom::wake, "_PEKWM_LXPANEL_WAKE"},
    };
    static_assert(names.size() == static_cast<std::size_t>(Atom::count));
    std::array<xcb_intern_atom_cookie_t, names.size()> cookies{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string& name = names[i].name;
        cookies[i] = xcb_intern_atom(xcb_, 0, static_cast<std::uint16_t>(name.size()), name.data());
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(xcb_, cookies[i], nullptr));
        if (!reply) return false;
        atoms_[static_cast<std::size_t>(names[i].atom)] = reply->atom;
    }
    return true;
}

void Connection::askProperty(xcb_window_t window, Atom property,
                             std::function<void(const xcb_get_property_reply_t*)> handler) {
    constexpr std::uint32_t mostItems = 1024;
    ask(xcb_get_property(xcb_, 0, window, atom(property), XCB_GET_PROPERTY_TYPE_ANY, 0, mostItems),
        [handler = std::move(handler)](void* reply) {
            const auto* found = static_cast<const xcb_get_property_reply_t*>(reply);
            handler(found != nullptr && found->type != XCB_NONE ? found : nullptr);
        });
}

void Connection::askOwner(Atom selection, std::function<void(xcb_window_t)> handler) {
    ask(xcb_get_selection_owner(xcb_, atom(selection)), [handler = std::move(handler)](void* reply) {
        const auto* found = static_cast<const xcb_get_selection_owner_reply_t*>(reply);
        handler(found != nullptr ? found->owner : xcb_window_t{XCB_NONE});
    });
}

void Connection::select(xcb_window_t window, std::uint32_t events) {
    xcb_change_window_attributes(xcb_, window, XCB_CW_EVENT_MASK, &events);
}

void Connection::send(xcb_client_message_event_t message, std::uint32_t events) {
    message.response_type = XCB_CLIENT_MESSAGE;
    xcb_send_event(xcb_, 0, message.window, events,
                   reinterpret_cast<const char*>(&message)); // NOLINT: what XCB is made for
}

bool Connection::handleReplies() {
    bool any = false;
    while (!pending_.empty()) {
        void* raw = nullptr;
        xcb_generic_error_t* rawError = nullptr;
        if (xcb_poll_for_reply(xcb_, pending_.front().sequence, &raw, &rawError) == 0) break;
        const Reply<void> reply(raw);
        const Reply<xcb_generic_error_t> error(rawError);
        const ReplyHandler handler = std::move(pending_.front().handler);
        pending_.pop_front();
        if (xcb_connection_has_error(xcb_) != 0) return false;
        handler(reply.get());
        any = true;
    }
    return any;
}

bool Connection::poll(const EventHandler& onEvent) {
    bool any = true;
    while (any) {
        any = false;
        // Sending may read, and what was read then makes no descriptor ready: so send first, look afterwards.
        if (xcb_connection_has_error(xcb_) != 0 || xcb_flush(xcb_) <= 0) return false;
        while (const Reply<xcb_generic_event_t> event{xcb_poll_for_event(xcb_)}) {
            any = true;
            if (event->response_type != 0)
                onEvent(*event); // an error: about a window that has gone meanwhile
        }
        if (handleReplies()) any = true;
    }
    return xcb_connection_has_error(xcb_) == 0;
}

void Connection::settle(std::chrono::milliseconds patience) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + patience;
    const auto last = xcb_get_input_focus(xcb_);
    xcb_flush(xcb_);
    for (;;) {
        void* reply = nullptr;
        xcb_generic_error_t* error = nullptr;
        const bool answered = xcb_poll_for_reply(xcb_, last.sequence, &reply, &error) != 0;
        const Reply<void> ownedReply(reply);
        const Reply<xcb_generic_error_t> ownedError(error);
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        if (answered || left <= 0 || xcb_connection_has_error(xcb_) != 0) return;
        pollfd readable{fd(), POLLIN, 0};
        if (::poll(&readable, 1, static_cast<int>(left)) < 0 && errno != EINTR) return;
    }
}

Items::Items(const xcb_get_property_reply_t* reply) {
    if (reply == nullptr || reply->format != 32) return;
    first = static_cast<const std::uint32_t*>(xcb_get_property_value(reply));
    last = first + reply->value_len;
}

bool Items::contains(std::uint32_t item) const {
    return std::find(begin(), end(), item) != end();
}

} // namespace x11
