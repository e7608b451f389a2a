#include "x11/client_list.hpp"

#include <memory>

namespace x11 {

namespace {

constexpr std::uint32_t withdrawn = 0; ///< in WM_STATE (ICCCM 4.1.3.1)

} // namespace

bool ClientList::concerns(xcb_atom_t property) const {
    return property == connection_.atom(Atom::clientList) ||
           property == connection_.atom(Atom::clientListStacking) ||
           property == connection_.atom(Atom::activeWindow);
}

void ClientList::mend() {
    if (questions_ > 0) {
        again_ = true;
        return;
    }
    ask(connection_.root(), Atom::activeWindow, [this](const auto* property) {
        const Items items(property);
        const xcb_window_t active = items.begin() != items.end() ? *items.begin() : xcb_window_t{XCB_NONE};
        if (active != XCB_NONE)
            for (const Atom list : {Atom::clientList, Atom::clientListStacking})
                addWhereMissing(active, list);
    });
}

/// An answer may lead to more questions, which are asked before it counts as answered. Two of these at a time
/// would each find the window missing, and add it twice.
void ClientList::ask(xcb_window_t window, Atom property,
                     std::function<void(const xcb_get_property_reply_t*)> handler) {
    ++questions_;
    connection_.askProperty(window, property, [this, handler = std::move(handler)](const auto* answer) {
        handler(answer);
        if (--questions_ > 0 || !again_) return;
        again_ = false;
        mend();
    });
}

void ClientList::addWhereMissing(xcb_window_t active, Atom list) {
    ask(connection_.root(), list, [this, active, list](const auto* windows) {
        // Of a list longer than what is read, nobody knows who is missing.
        if (windows != nullptr && windows->bytes_after == 0 && !Items(windows).contains(active))
            addUnlessHidden(active, list);
    });
}

/// Some are left out with good reason: they say so themselves.
void ClientList::addUnlessHidden(xcb_window_t active, Atom list) {
    ask(active, Atom::windowState, [this, active, list](const auto* state) {
        if (Items(state).contains(connection_.atom(Atom::stateSkipTaskbar))) return;
        ask(active, Atom::windowType, [this, active, list](const auto* type) {
            const Items types(type);
            if (types.contains(connection_.atom(Atom::windowTypeDock)) ||
                types.contains(connection_.atom(Atom::windowTypeDesktop)))
                return;
            addIfStillThere(active, list);
        });
    });
}

/// It may have gone, lost the focus, or been added by the manager, while we asked: all of that once more, and
/// in one breath. One that has gone has no state, and so none that says that it is hidden.
void ClientList::addIfStillThere(xcb_window_t active, Atom list) {
    const auto wanted = std::make_shared<bool>(true);
    ask(active, Atom::wmState, [wanted](const auto* state) {
        const Items items(state);
        if (items.begin() == items.end() || *items.begin() == withdrawn) *wanted = false;
    });
    ask(connection_.root(), Atom::activeWindow, [active, wanted](const auto* property) {
        const Items items(property);
        if (items.begin() == items.end() || *items.begin() != active) *wanted = false;
    });
    ask(connection_.root(), list, [this, active, list, wanted](const auto* windows) {
        if (*wanted && windows != nullptr && windows->bytes_after == 0 && !Items(windows).contains(active))
            add(active, list);
    });
}

void ClientList::add(xcb_window_t active, Atom list) {
    // The end of the list is the newest window, or the top of the stack.
    xcb_change_property(connection_.xcb(), XCB_PROP_MODE_APPEND, connection_.root(), connection_.atom(list),
                        XCB_ATOM_WINDOW, 32, 1, &active);
    // A panel that was told of the focus first knew no such window, and marks none. Nothing added to a
    // property is a change that is told, and cannot be a wrong value.
    xcb_change_property(connection_.xcb(), XCB_PROP_MODE_APPEND, connection_.root(),
                        connection_.atom(Atom::activeWindow), XCB_ATOM_WINDOW, 32, 0, nullptr);
}

} // namespace x11
