// Asking applications to close their windows, as a window manager's close button does.
#pragma once

#include "x11/event_masks.hpp"

#include <functional>
#include <set>

namespace x11 {

/// Windows lie on the root window, or in a manager's frame.
inline constexpr unsigned deepestWindow = 3;

class WindowCloser {
  public:
    WindowCloser(Connection& connection, EventMasks& masks) : connection_(connection), masks_(masks) {}

    /// Asks each window that knows WM_DELETE_WINDOW and is on the screen, or that its manager has hidden;
    /// docks and desktops are left out. `own` is let be. `done` is called once all that were asked have gone,
    /// which may be never.
    void start(xcb_window_t own, std::function<void()> done);
    /// A window has gone, or is shown no more.
    void forget(xcb_window_t window);

  private:
    void lookBelow(xcb_window_t window, unsigned depth);
    void lookAt(xcb_window_t window);
    void closeWhenDelete(xcb_window_t window);
    void closeWhenUsed(xcb_window_t window);
    void closeWhenManaged(xcb_window_t window);
    void close(xcb_window_t window);
    void answered();
    void checkDone();

    Connection& connection_;
    EventMasks& masks_;
    xcb_window_t own_ = XCB_NONE;
    std::function<void()> done_;        ///< empty: nothing is waited for
    unsigned questions_ = 0;            ///< still unanswered
    std::set<xcb_window_t> candidates_; ///< asked about
    std::set<xcb_window_t> toClose_;    ///< asked to close, and still there
};

} // namespace x11
