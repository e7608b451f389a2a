// Addresses of sockets that are reached on this machine alone (unix(7)).
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>

namespace base {

class UnixAddress {
  public:
    enum class Kind : std::uint8_t {
        path,     ///< a file
        abstract, ///< a name that no file has
    };
    /// The longest name, in bytes.
    static constexpr std::size_t longest = sizeof(sockaddr_un::sun_path) - 1;

    /// Fails with ENAMETOOLONG where `name` is empty or longer than that.
    [[nodiscard]] static Result<UnixAddress> of(std::string_view name, Kind kind = Kind::path);

    /// As bind() and connect() take it.
    [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address_); }
    [[nodiscard]] socklen_t size() const { return size_; }

  private:
    sockaddr_un address_{};
    socklen_t size_ = 0;
};

} // namespace base
