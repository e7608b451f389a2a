#include "x11/event_masks.hpp"

#include <utility>

namespace x11 {

void EventMasks::set(Watcher watcher, xcb_window_t window, std::uint32_t events) {
    Masks& masks = windows_[window];
    masks[static_cast<std::size_t>(watcher)] = events;
    tell(window, masks); // also what was told before: the window may be another one of the same number
}

void EventMasks::drop(Watcher watcher) {
    for (auto& [window, masks] : windows_) {
        std::uint32_t& mask = masks[static_cast<std::size_t>(watcher)];
        if (std::exchange(mask, XCB_EVENT_MASK_NO_EVENT) != XCB_EVENT_MASK_NO_EVENT) tell(window, masks);
    }
    std::erase_if(windows_, [](const auto& entry) { return entry.second == Masks{}; });
}

void EventMasks::tell(xcb_window_t window, const Masks& masks) {
    std::uint32_t together = XCB_EVENT_MASK_NO_EVENT;
    for (const std::uint32_t mask : masks)
        together |= mask;
    connection_.select(window, together);
}

} // namespace x11
