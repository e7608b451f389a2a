// What the session asks of the machine.
#include "base/unique_fd.hpp"
#include "support/temporary_folder.hpp"
#include "sys/machine.hpp"

#include <algorithm>
#include <cerrno>
#include <doctest/doctest.h>
#include <iterator>
#include <optional>
#include <sys/socket.h>
#include <sys/un.h>
#include <vector>

namespace {

base::UniqueFd streamSocket() {
    return base::UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

/// A message bus that takes nobody in.
class Bus {
  public:
    explicit Bus(const char* name = "bus") : path_(folder_ / name), fd_(streamSocket()) {
        std::copy(path_.begin(), path_.end(), std::begin(address_.sun_path));
        REQUIRE(::bind(fd_.get(), generic(), sizeof address_) == 0);
        REQUIRE(::listen(fd_.get(), 0) == 0);
    }
    [[nodiscard]] std::string address() const { return "unix:path=" + path_; }
    /// Clients come until none may wait any more.
    void fill() {
        for (int refused = 0; refused == 0;) {
            clients_.push_back(streamSocket());
            refused = ::connect(clients_.back().get(), generic(), sizeof address_);
        }
        REQUIRE(errno == EAGAIN);
    }

  private:
    [[nodiscard]] const sockaddr* generic() const {
        return reinterpret_cast<const sockaddr*>(&address_); // NOLINT: the interface of sockets
    }
    support::TemporaryFolder folder_;
    std::string path_;
    sockaddr_un address_{AF_UNIX, {}};
    base::UniqueFd fd_;
    std::vector<base::UniqueFd> clients_;
};

} // namespace

TEST_CASE("a message bus that is busy is there") {
    std::optional<Bus> bus(std::in_place);
    const std::string address = bus->address();
    CHECK(sys::isBusReachable(address));
    bus->fill();
    CHECK(sys::isBusReachable(address));
    bus.reset();
    CHECK_FALSE(sys::isBusReachable(address));
}

TEST_CASE("a message bus whose path has to be escaped") {
    const Bus bus("a+b %");
    std::string address = bus.address();
    CHECK_FALSE(sys::isBusReachable(address + "41"));
    address.replace(address.rfind("a+b %"), std::string::npos, "a%2bb%20%25");
    CHECK(sys::isBusReachable(address));
    CHECK(sys::isBusReachable(address + ",guid=0"));
}
