#include "base/unix_socket.hpp"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>

namespace base {

Result<UnixAddress> UnixAddress::of(std::string_view name, Kind kind) {
    if (name.empty() || name.size() > longest) return failErrno("no name for a socket", ENAMETOOLONG);
    UnixAddress made;
    made.address_.sun_family = AF_UNIX;
    // The zero is before an abstract name, and behind that of a file.
    const std::size_t start = kind == Kind::abstract ? 1 : 0;
    std::memcpy(&made.address_.sun_path[start], name.data(), name.size());
    made.size_ = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    return made;
}

} // namespace base
