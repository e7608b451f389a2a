// The one connection to the display that is held from the first moment to the end: while it is open, a nested
// server does not reset, and its end is the end of the display.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <xcb/xcb.h>

namespace x11 {

/// The names that are used with the server.
enum class Atom : std::uint8_t {
    wmSelection,      ///< see names.hpp
    sessionSelection, ///< the same
    socketPath,       ///< the same
    supportingWmCheck,
    windowPid, ///< _NET_WM_PID
    wmClass,
    windowType,
    windowTypeDock,
    windowTypeDesktop,
    strut,
    strutPartial,
    wmProtocols,
    wmDeleteWindow,
    wmState,        ///< WM_STATE: a window manager has the window, on the screen or not
    rootPixmap,     ///< see names.hpp
    retainedPixmap, ///< the same
    panelSelection, ///< _LXPANEL_REFRESH_Sn: owned by a panel that refreshes itself when it is told
    panelRefresh,   ///< _LXPANEL_REFRESH: the message that tells it
    panelCommand,   ///< _LXPANEL_CMD: lxpanel's own message, to the root window
    lookPixmap,     ///< see names.hpp
    utf8String,
    clientList,         ///< _NET_CLIENT_LIST
    clientListStacking, ///< _NET_CLIENT_LIST_STACKING
    activeWindow,       ///< _NET_ACTIVE_WINDOW
    windowState,        ///< _NET_WM_STATE
    stateSkipTaskbar,   ///< _NET_WM_STATE_SKIP_TASKBAR
    readRcFiles,        ///< _GTK_READ_RCFILES: programs of GTK 2 read their colours again
    wake,               ///< _PEKWM_LXPANEL_WAKE: says nothing to the window manager that gets it
    count,
};

/// Once it is open, no call waits for the server, which may have stopped.
class Connection {
  public:
    using EventHandler = std::function<void(const xcb_generic_event_t&)>;
    /// Gets the reply, or null where the server answered with an error.
    using ReplyHandler = std::function<void(void*)>;

    /// Waits for the server: only call it when one was just seen to answer.
    [[nodiscard]] static base::Result<std::unique_ptr<Connection>> open(const std::string& display);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    [[nodiscard]] int fd() const { return xcb_get_file_descriptor(xcb_); }
    [[nodiscard]] xcb_connection_t* xcb() const { return xcb_; }
    [[nodiscard]] const xcb_screen_t& screen() const { return *screen_; }
    [[nodiscard]] xcb_window_t root() const { return screen_->root; }
    [[nodiscard]] xcb_atom_t atom(Atom name) const { return atoms_[static_cast<std::size_t>(name)]; }

    /// Calls `handler` when the answer to a request has come.
    template <typename Cookie>
    void ask(Cookie cookie, ReplyHandler handler) {
        pending_.push_back({cookie.sequence, std::move(handler)});
    }
    /// Asks for at most 1,024 items of a property; the handler gets null where there is none.
    void askProperty(xcb_window_t window, Atom property,
                     std::function<void(const xcb_get_property_reply_t*)> handler);
    /// Asks who owns a selection; the handler gets XCB_NONE where nobody does.
    void askOwner(Atom selection, std::function<void(xcb_window_t)> handler);

    /// Which events of a window are told from now on (XCB_EVENT_MASK_*).
    void select(xcb_window_t window, std::uint32_t events);
    /// Sends a message to the window that it names, or to whoever has selected one of `events` there.
    void send(xcb_client_message_event_t message, std::uint32_t events = XCB_EVENT_MASK_NO_EVENT);

    /// Handles what has come, and sends what was asked for. False: the display is gone.
    [[nodiscard]] bool poll(const EventHandler& onEvent);

    /// Waits until the server has done all that was asked, at most `patience`. Only for the end: a connection
    /// that is closed with answers unread makes the server forget what it has not done yet.
    void settle(std::chrono::milliseconds patience);

  private:
    struct Pending {
        unsigned sequence;
        ReplyHandler handler;
    };

    Connection() = default;
    [[nodiscard]] bool internAtoms(int screen);
    bool handleReplies();

    xcb_connection_t* xcb_ = nullptr;
    xcb_screen_t* screen_ = nullptr;
    std::uint32_t atoms_[static_cast<std::size_t>(Atom::count)] = {};
    std::deque<Pending> pending_;
};

/// The items of a 32-bit property; empty for null.
struct Items {
    const std::uint32_t* first = nullptr;
    const std::uint32_t* last = nullptr;
    explicit Items(const xcb_get_property_reply_t* reply);
    [[nodiscard]] const std::uint32_t* begin() const { return first; }
    [[nodiscard]] const std::uint32_t* end() const { return last; }
    [[nodiscard]] bool contains(std::uint32_t item) const;
};

} // namespace x11
