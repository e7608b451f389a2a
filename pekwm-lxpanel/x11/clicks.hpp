// Where pekwm may have left a click lying.
#pragma once

#include "x11/connection.hpp"

#include <cstdint>
#include <xcb/xcb.h>

namespace x11 {

/// pekwm 0.1 asks Xlib for events, lets it send what is left to send, and sleeps until the server says more.
/// An event that Xlib reads while it sends is told by nobody: it lies there until the next one. Where it is
/// the press of a button over a window, the server holds the pointer until pekwm has let it go: the mouse is
/// dead, for as long as nothing else happens. So whoever manages the windows gets an event after each press.
class Clicks {
  public:
    /// `connection` must outlive the object.
    explicit Clicks(Connection& connection);

    /// From now on each press is told (X Input Extension 2.2, raw events); nothing where the server has none.
    void watch();
    /// Whether this is one: of a button, or a finger on the screen.
    [[nodiscard]] bool isPress(const xcb_generic_event_t& event) const;
    /// An event for the window manager, of no meaning.
    void wakeManager();

  private:
    Connection& connection_;
    std::uint8_t extension_ = 0; ///< its number; 0: there is none
};

} // namespace x11
