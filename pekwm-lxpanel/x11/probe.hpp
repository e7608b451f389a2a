// Is there a display that answers? Asked in a child, since a stopped server never says yes or no.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>

namespace x11 {

/// The byte that the child reports.
enum class Probe : char {
    openWithShm = 's',
    openWithoutShm = 'n',
    absent = 'a',
    refused = 'r',
};

/// The child's whole life: tries to connect, writes one Probe to `report`, and, where the display answers,
/// holds its connection until it is killed, so that the server does not reset before ours is there. Gives an
/// exit status.
[[nodiscard]] int probeDisplay(const std::string& display, int report);

/// Whether a session could begin on a display.
enum class Standing : char {
    free = 'f',
    absent = 'a',
    refused = 'r',
    hasWm = 'w', ///< of somebody else
    hasSession = 's',
};
/// Asked by a short-lived program: it waits. `display` is not empty.
[[nodiscard]] Standing standingOf(const std::string& display);

/// The socket path that the display's session has left on its root window. For a short-lived program: it
/// waits.
[[nodiscard]] base::Result<std::string> findSocketPath(const std::string& display);

} // namespace x11
