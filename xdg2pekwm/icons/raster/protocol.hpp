// What xdg2pekwm-icon and the generator say to each other, one message and one answer each, over a socket
// that keeps messages apart (SOCK_SEQPACKET). The first message is the program's greeting. A request is the
// image's path, a zero byte and the path of the PNG to write. An answer is a verdict, with the reason behind
// it where it is not `made`. It ends with the connection.
#pragma once

#include <string_view>

namespace raster {

/// Another version says another one, and is not used.
inline constexpr std::string_view greeting = "xdg2pekwm-icon 1";

enum class Verdict : char {
    made = '+',
    badImage = '-', ///< it cannot be shown
    noAccess = '?', ///< it cannot be opened, or there is no decoder for its kind; both may change
    failed = '!',   ///< it is not the image's fault: a full disk
};

} // namespace raster
