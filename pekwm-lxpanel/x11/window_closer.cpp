#include "x11/window_closer.hpp"

#include <utility>

namespace x11 {

void WindowCloser::start(xcb_window_t own, std::function<void()> done) {
    own_ = own;
    done_ = std::move(done);
    lookBelow(connection_.root(), 0);
}

/// The list that a manager keeps on the root window may be late, or of one that has gone: the windows
/// themselves are asked.
void WindowCloser::lookBelow(xcb_window_t window, unsigned depth) {
    if (depth == deepestWindow) return;
    ++questions_;
    connection_.ask(xcb_query_tree(connection_.xcb(), window), [this, depth](void* reply) {
        const auto* tree = static_cast<const xcb_query_tree_reply_t*>(reply);
        if (tree != nullptr)
            for (int i = 0; i < xcb_query_tree_children_length(tree); ++i) {
                lookAt(xcb_query_tree_children(tree)[i]);
                lookBelow(xcb_query_tree_children(tree)[i], depth + 1);
            }
        answered();
    });
}

void WindowCloser::lookAt(xcb_window_t window) {
    if (window == own_ || !candidates_.insert(window).second) return;
    ++questions_;
    connection_.askProperty(window, Atom::windowType, [this, window](const auto* type) {
        const Items types(type);
        if (!types.contains(connection_.atom(Atom::windowTypeDock)) &&
            !types.contains(connection_.atom(Atom::windowTypeDesktop)))
            closeWhenDelete(window);
        answered();
    });
}

void WindowCloser::closeWhenDelete(xcb_window_t window) {
    ++questions_;
    connection_.askProperty(window, Atom::wmProtocols, [this, window](const auto* protocols) {
        if (Items(protocols).contains(connection_.atom(Atom::wmDeleteWindow))) closeWhenUsed(window);
        answered();
    });
}

/// Windows on the screen, and those that their manager has hidden: minimised, or on another workspace. What
/// an application has hidden itself closes with it.
void WindowCloser::closeWhenUsed(xcb_window_t window) {
    ++questions_;
    connection_.ask(xcb_get_window_attributes(connection_.xcb(), window), [this, window](void* reply) {
        const auto* attributes = static_cast<const xcb_get_window_attributes_reply_t*>(reply);
        if (attributes != nullptr && attributes->map_state != XCB_MAP_STATE_UNMAPPED)
            close(window);
        else if (attributes != nullptr)
            closeWhenManaged(window);
        answered();
    });
}

void WindowCloser::closeWhenManaged(xcb_window_t window) {
    constexpr std::uint32_t withdrawn = 0; // ICCCM 4.1.3.1
    ++questions_;
    connection_.askProperty(window, Atom::wmState, [this, window](const auto* state) {
        const Items items(state);
        if (items.begin() != items.end() && *items.begin() != withdrawn) close(window);
        answered();
    });
}

void WindowCloser::close(xcb_window_t window) {
    masks_.set(Watcher::closer, window, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
    xcb_client_message_event_t message{};
    message.format = 32;
    message.window = window;
    message.type = connection_.atom(Atom::wmProtocols);
    message.data.data32[0] = connection_.atom(Atom::wmDeleteWindow);
    message.data.data32[1] = XCB_CURRENT_TIME;
    connection_.send(message);
    toClose_.insert(window);
}

void WindowCloser::forget(xcb_window_t window) {
    if (toClose_.erase(window) > 0) checkDone();
}

void WindowCloser::answered() {
    --questions_;
    checkDone();
}

void WindowCloser::checkDone() {
    if (!done_ || questions_ > 0 || !toClose_.empty()) return;
    std::exchange(done_, nullptr)();
}

} // namespace x11
