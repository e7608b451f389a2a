#include "x11/desk.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace x11 {

namespace {

constexpr std::uint8_t typeMask = 0x7F; // the highest bit: sent by another client

template <typename Event>
const Event& as(const xcb_generic_event_t& event) {
    return reinterpret_cast<const Event&>(event); // NOLINT: what XCB is made for
}

/// Texts that each end with a zero byte.
std::vector<std::string> namesIn(const xcb_get_property_reply_t& property) {
    std::vector<std::string> names;
    std::string_view rest(static_cast<const char*>(xcb_get_property_value(&property)), property.value_len);
    while (!rest.empty()) {
        const std::string_view name = rest.substr(0, rest.find('\0'));
        if (!name.empty()) names.emplace_back(name);
        rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    }
    return names;
}

} // namespace

Desk::Desk(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)), masks_(*connection_), clicks_(*connection_),
      clientList_(*connection_), closer_(*connection_, masks_) {
    const xcb_screen_t& screen = connection_->screen();
    size_ = {screen.width_in_pixels, screen.height_in_pixels};
    window_ = xcb_generate_id(connection_->xcb());
    xcb_create_window(connection_->xcb(), 0, window_, screen.root, -1, -1, 1, 1, 0,
                      XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, 0, nullptr);
    selectEvents();
    askDpi();
}

/// Only what is waited for: with a session at rest nothing that applications do wakes us, but for windows
/// that come.
void Desk::selectEvents() {
    std::uint32_t mask = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    if (watchingWm_ || watchingOwner_ || ownManager_) mask |= XCB_EVENT_MASK_PROPERTY_CHANGE;
    if (watchingDock_) mask |= XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
    masks_.set(Watcher::desk, connection_->root(), mask);
}

std::vector<Happening> Desk::poll() {
    happenings_.clear();
    if (!connection_->poll([this](const xcb_generic_event_t& event) { handle(event); }))
        tell(Happening::lost);
    return std::move(happenings_);
}

void Desk::handle(const xcb_generic_event_t& event) {
    const xcb_window_t root = connection_->root();
    switch (event.response_type & typeMask) {
    case XCB_PROPERTY_NOTIFY:
        return propertyChanged(as<xcb_property_notify_event_t>(event));
    case XCB_CREATE_NOTIFY:
        // A window manager may put it into a frame before it is mapped, so it is watched itself.
        if (watchingDock_) checkWindow(as<xcb_create_notify_event_t>(event).window);
        return;
    case XCB_MAP_NOTIFY:
        if (watchingDock_) checkDock(as<xcb_map_notify_event_t>(event).window);
        return;
    case XCB_CONFIGURE_NOTIFY: {
        const auto& configure = as<xcb_configure_notify_event_t>(event);
        if (configure.window != root || (configure.width == size_.width && configure.height == size_.height))
            return;
        size_ = {configure.width, configure.height};
        return tell(Happening::resized);
    }
    case XCB_UNMAP_NOTIFY:
        return closer_.forget(as<xcb_unmap_notify_event_t>(event).window);
    case XCB_DESTROY_NOTIFY: {
        const xcb_window_t window = as<xcb_destroy_notify_event_t>(event).window;
        if (window == foreignWm_) {
            foreignWm_ = XCB_NONE;
            tell(Happening::foreignWmGone);
        }
        if (window == replacedWm_) { // its number may be the next one's
            replacedWm_ = XCB_NONE;
            if (watchingWm_) checkWm();
        }
        if (window == oldSession_) {
            oldSession_ = XCB_NONE;
            tell(Happening::free);
        }
        masks_.forget(window);
        return closer_.forget(window);
    }
    case XCB_SELECTION_CLEAR:
        if (as<xcb_selection_clear_event_t>(event).selection == connection_->atom(Atom::sessionSelection)) {
            selected_ = false;
            tell(Happening::replaced);
        }
        return;
    default:
        if (ownManager_ && clicks_.isPress(event)) tell(Happening::pressed);
        return;
    }
}

void Desk::propertyChanged(const xcb_property_notify_event_t& event) {
    if (event.window == connection_->root()) {
        if (watchingWm_) checkWm();
        if (ownManager_ && clientList_.concerns(event.atom)) clientList_.mend();
        if (watchingOwner_) askWmOwner();
    } else if (watchingDock_ && (event.atom == connection_->atom(Atom::strut) ||
                                 event.atom == connection_->atom(Atom::strutPartial) ||
                                 event.atom == connection_->atom(Atom::windowType))) {
        checkDock(event.window);
    }
}

// Whose display it is

void Desk::claim(bool replace) {
    connection_->askOwner(Atom::sessionSelection, [this, replace](xcb_window_t session) {
        if (session != XCB_NONE) {
            if (!replace) return tell(Happening::hasSession);
            waitForOldSession(session);
        }
        connection_->askOwner(Atom::wmSelection, [this, replace](xcb_window_t wm) {
            if (wm != XCB_NONE && !replace) return tell(Happening::hasWm);
            if (wm != XCB_NONE) {
                replacedWm_ = wm;
                masks_.set(Watcher::desk, wm, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
            }
            takeSession(replace);
        });
    });
}

void Desk::waitForOldSession(xcb_window_t owner) {
    oldSession_ = owner;
    masks_.set(Watcher::desk, owner, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
    // It may have gone before we looked: then nothing would ever tell us. Claiming goes on behind this
    // answer.
    connection_->ask(xcb_get_window_attributes(connection_->xcb(), owner), [this](void* attributes) {
        if (attributes == nullptr) oldSession_ = XCB_NONE;
    });
    connection_->askProperty(connection_->root(), Atom::socketPath, [this](const auto* path) {
        if (path == nullptr || path->format != 8) return;
        oldSocket_.assign(static_cast<const char*>(xcb_get_property_value(path)), path->value_len);
    });
}

void Desk::evict() {
    if (oldSession_ != XCB_NONE) xcb_kill_client(connection_->xcb(), oldSession_);
}

void Desk::takeSession(bool replace) {
    xcb_set_selection_owner(connection_->xcb(), window_, connection_->atom(Atom::sessionSelection),
                            XCB_CURRENT_TIME);
    connection_->askOwner(Atom::sessionSelection, [this, replace](xcb_window_t owner) {
        selected_ = owner == window_;
        if (!selected_ && !replace) return tell(Happening::hasSession);
        if (oldSession_ == XCB_NONE) tell(Happening::free); // else it is told when the old one has gone
    });
}

void Desk::askWmOwner() {
    if (!watchingOwner_) {
        watchingOwner_ = true;
        selectEvents();
    }
    connection_->askOwner(Atom::wmSelection, [this](xcb_window_t owner) {
        tell(owner != XCB_NONE ? Happening::wmOwned : Happening::wmNotOwned);
    });
}

void Desk::watchForeignWm() {
    watchingOwner_ = false;
    ownManager_ = false;
    selectEvents();
    connection_->askOwner(Atom::wmSelection, [this](xcb_window_t owner) {
        foreignWm_ = owner;
        if (owner == XCB_NONE) return tell(Happening::foreignWmGone);
        masks_.set(Watcher::desk, owner, XCB_EVENT_MASK_STRUCTURE_NOTIFY);
        // It may have gone before we looked: then nothing would ever tell us.
        connection_->ask(xcb_get_window_attributes(connection_->xcb(), owner), [this](void* attributes) {
            if (attributes != nullptr || foreignWm_ == XCB_NONE) return;
            foreignWm_ = XCB_NONE;
            tell(Happening::foreignWmGone);
        });
    });
}

void Desk::tellPanel() {
    // A display that has stopped must not be sent one question after the other until no more fits.
    if (std::exchange(tellingPanel_, true)) return;
    connection_->askOwner(Atom::panelSelection, [this](xcb_window_t owner) {
        tellingPanel_ = false;
        const bool listens = owner != XCB_NONE;
        xcb_client_message_event_t message{};
        message.format = 8;
        message.window = listens ? owner : connection_->root();
        message.type = connection_->atom(listens ? Atom::panelRefresh : Atom::panelCommand);
        // What `lxpanelctl refresh` of a patched lxpanel sends; others do not know it.
        message.data.data8[0] = 'R';
        connection_->send(message, listens ? XCB_EVENT_MASK_NO_EVENT : XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY);
        tell(listens ? Happening::panelTold : Happening::panelDeaf);
    });
}

// Readiness

void Desk::watchWm() {
    watchingWm_ = true;
    watchingOwner_ = false;
    selectEvents();
    checkWm();
}

void Desk::checkWm() {
    if (checkingWm_) {
        checkAgain_ = true;
        return;
    }
    checkingWm_ = true;
    const auto done = [this](bool ready) {
        checkingWm_ = false;
        if (ready && watchingWm_) {
            watchingWm_ = false;
            ownManager_ = true;
            selectEvents();
            clicks_.watch();
            return tell(Happening::wmReady);
        }
        if (checkAgain_ && watchingWm_) {
            checkAgain_ = false;
            checkWm();
        }
    };
    connection_->askOwner(Atom::wmSelection, [this, done](xcb_window_t owner) {
        if (owner == XCB_NONE || owner == replacedWm_) return done(false); // the latter is on its way out
        // The property on the root window stays when a manager dies: only a living window names itself.
        connection_->askProperty(
            connection_->root(), Atom::supportingWmCheck, [this, done](const auto* property) {
                const Items items(property);
                if (items.begin() == items.end()) return done(false);
                const xcb_window_t window = *items.begin();
                connection_->askProperty(window, Atom::supportingWmCheck, [window, done](const auto* own) {
                    done(Items(own).contains(window));
                });
            });
    });
}

void Desk::watchDock(IsPanels isPanels) {
    watchingDock_ = true;
    isPanels_ = std::move(isPanels);
    dockShown_ = false;
    selectEvents();
    lookBelow(connection_->root(), 0);
}

/// A panel that is quick has made its window before the server heard that windows are watched.
void Desk::lookBelow(xcb_window_t window, unsigned depth) {
    if (depth == deepestWindow) return;
    connection_->ask(xcb_query_tree(connection_->xcb(), window), [this, depth](void* reply) {
        const auto* tree = static_cast<const xcb_query_tree_reply_t*>(reply);
        if (tree == nullptr || !watchingDock_) return;
        for (int i = 0; i < xcb_query_tree_children_length(tree); ++i) {
            const xcb_window_t child = xcb_query_tree_children(tree)[i];
            checkWindow(child);
            lookBelow(child, depth + 1);
        }
    });
}

void Desk::checkWindow(xcb_window_t window) {
    masks_.set(Watcher::dock, window, XCB_EVENT_MASK_STRUCTURE_NOTIFY | XCB_EVENT_MASK_PROPERTY_CHANGE);
    checkDock(window); // it may be mapped already
}

/// Other programs have docks as well, with struts: another panel, a monitor, a keyboard on the screen.
void Desk::checkDock(xcb_window_t window) {
    connection_->askProperty(window, Atom::windowType, [this, window](const auto* type) {
        if (!Items(type).contains(connection_->atom(Atom::windowTypeDock))) return;
        askWindowOwner(window, [this, window](const WindowOwner& owner) {
            if (watchingDock_ && isPanels_(owner)) checkPanel(window);
        });
    });
}

void Desk::askWindowOwner(xcb_window_t window, std::function<void(const WindowOwner&)> handler) {
    const auto owner = std::make_shared<WindowOwner>();
    connection_->askProperty(window, Atom::windowPid, [owner](const auto* pid) {
        const Items items(pid);
        if (items.begin() != items.end()) owner->pid = *items.begin();
    });
    // Answers come in the order of questions.
    connection_->askProperty(window, Atom::wmClass, [owner, handler = std::move(handler)](const auto* names) {
        if (names != nullptr && names->format == 8) owner->names = namesIn(*names);
        handler(*owner);
    });
}

void Desk::checkPanel(xcb_window_t window) {
    const auto isMapped = [this, window](bool reserves) {
        connection_->ask(
            xcb_get_window_attributes(connection_->xcb(), window), [this, window, reserves](void* reply) {
                const auto* attributes = static_cast<const xcb_get_window_attributes_reply_t*>(reply);
                if (attributes != nullptr && attributes->map_state != XCB_MAP_STATE_UNMAPPED)
                    dockMapped(window, reserves);
            });
    };
    isMapped(false);
    const auto withStrut = [isMapped](const xcb_get_property_reply_t* strut) {
        const Items items(strut);
        if (std::any_of(items.begin(), items.end(), [](std::uint32_t item) { return item != 0; }))
            isMapped(true);
    };
    connection_->askProperty(window, Atom::strutPartial, withStrut);
    connection_->askProperty(window, Atom::strut, withStrut);
}

void Desk::dockMapped(xcb_window_t window, bool reserves) {
    if (!watchingDock_) return;
    dock_ = window;
    if (!std::exchange(dockShown_, true)) tell(Happening::dockShown);
    if (!reserves) return;
    leaveDock();
    tell(Happening::dockReady);
}

void Desk::leaveDock() {
    watchingDock_ = false;
    selectEvents();
    masks_.drop(Watcher::dock);
}

// The end

void Desk::closeWindows() {
    leaveDock();
    closer_.start(window_, [this] { tell(Happening::windowsClosed); });
}

} // namespace x11
