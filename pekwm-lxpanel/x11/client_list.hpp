// _NET_CLIENT_LIST and _NET_CLIENT_LIST_STACKING, by which a panel knows which windows there are.
#pragma once

#include "x11/connection.hpp"

namespace x11 {

/// pekwm 0.1 writes both before it has the new window in its own list, so that one is missing until the next
/// window comes or goes: no taskbar shows it, and a pager none at all as long as the two differ. Here the
/// window that has the focus, as a new one has, is added where it is missing. The manager writes whole lists
/// anew at its next change.
class ClientList {
  public:
    explicit ClientList(Connection& connection) : connection_(connection) {}
    /// Whether a change of this property of the root window is of interest.
    [[nodiscard]] bool concerns(xcb_atom_t property) const;
    void mend();

  private:
    /// Asks for a property as a part of what is under way.
    void ask(xcb_window_t window, Atom property,
             std::function<void(const xcb_get_property_reply_t*)> handler);
    void addWhereMissing(xcb_window_t active, Atom list);
    void addUnlessHidden(xcb_window_t active, Atom list);
    void addIfStillThere(xcb_window_t active, Atom list);
    void add(xcb_window_t active, Atom list);

    Connection& connection_;
    unsigned questions_ = 0; ///< still unanswered: as long as there are any, nothing new is begun
    bool again_ = false;     ///< something has changed since the first was asked
};

} // namespace x11
