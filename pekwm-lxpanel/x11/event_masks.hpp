// Which events of which window the server sends. It keeps one mask for us and a window, whoever asks.
#pragma once

#include "x11/connection.hpp"

#include <array>
#include <cstdint>
#include <map>

namespace x11 {

/// Who wants to hear of a window.
enum class Watcher : std::uint8_t { desk, dock, closer, count };

/// Several may watch one window, and none takes from another what it asked for.
class EventMasks {
  public:
    explicit EventMasks(Connection& connection) : connection_(connection) {}

    /// What `watcher` is told of `window` from now on (XCB_EVENT_MASK_*).
    void set(Watcher watcher, xcb_window_t window, std::uint32_t events);
    /// `watcher` is told nothing more of any window.
    void drop(Watcher watcher);
    /// A window is no more; its number may be another's next.
    void forget(xcb_window_t window) { windows_.erase(window); }

  private:
    using Masks = std::array<std::uint32_t, static_cast<std::size_t>(Watcher::count)>;

    void tell(xcb_window_t window, const Masks& masks);

    Connection& connection_;
    std::map<xcb_window_t, Masks> windows_;
};

} // namespace x11
