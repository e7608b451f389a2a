#include "x11/event_masks.hpp"

#include <utility>

namespace x11 {

void EventMasks::set(Watcher watcher, xcb_window_t window, std::uint32_t events) {
    Masks& masks = windows_[window];
    change(window, masks[static_cast<std::size_t>(watcher)], events, masks);
}

void EventMasks::drop(Watcher watcher) {
    for (auto& [window, masks] : windows_)
        change(window, masks[static_cast<std::size_t>(watcher)], XCB_EVENT_MASK_NO_EVENT, masks);
    std::erase_if(windows_, [](const auto& entry) { return entry.second == Masks{}; });
}

/// `mask`: one of `all`, those of the window.
void EventMasks::change(xcb_window_t window, std::uint32_t& mask, std::uint32_t events, const Masks& all) {
    if (std::exchange(mask, events) == events) return;
    std::uint32_t together = XCB_EVENT_MASK_NO_EVENT;
    for (const std::uint32_t each : all)
        together |= each;
    connection_.select(window, together);
}

} // namespace x11
