// The names on the display by which programs find each other.
#pragma once

#include <string>
#include <string_view>

namespace x11 {

/// The selection that the session of a screen owns.
[[nodiscard]] inline std::string sessionSelectionOf(int screen) {
    return "_PEKWM_LXPANEL_S" + std::to_string(screen);
}
/// The selection that a screen's window manager owns (ICCCM 4.3).
[[nodiscard]] inline std::string wmSelectionOf(int screen) {
    return "WM_S" + std::to_string(screen);
}
/// On the root window: where the session's control socket lies.
inline constexpr std::string_view socketPathName = "_PEKWM_LXPANEL_SOCKET";

/// On the root window: the pixmap that is its background.
inline constexpr std::string_view rootPixmapName = "_XROOTPMAP_ID";
/// The same, where whoever has drawn it has ended and left it.
inline constexpr std::string_view retainedPixmapName = "ESETROOT_PMAP_ID";
/// The same, where it belongs to a look and nobody asked for it by name.
inline constexpr std::string_view lookPixmapName = "_PEKWM_LXPANEL_LOOK";

} // namespace x11
