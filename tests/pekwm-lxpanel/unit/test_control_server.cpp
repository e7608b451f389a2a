#include "base/sanitizer.hpp"
#include "few_descriptors.hpp"
#include "support/temporary_folder.hpp"
#include "sys/control_server.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <iterator>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

namespace {

/// A server and its loop, which runs for a time of its own.
class Served {
  public:
    Served() : loop_(sys::EventLoop::make().value()) {
        server = std::move(sys::ControlServer::listen(path_, loop_, clock_, [](const std::string& request) {
                               return "ok " + request;
                           }).value());
    }

    [[nodiscard]] base::UniqueFd connect() const {
        base::UniqueFd client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un address{AF_UNIX, {}};
        std::copy(path_.begin(), path_.end(), std::begin(address.sun_path));
        REQUIRE(::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
                0); // NOLINT: the interface of sockets
        return client;
    }

    /// Gives how often the loop was woken.
    int runFor(std::chrono::milliseconds time) {
        bool over = false;
        int times = 0;
        loop_.onTimer([&] { over = true; });
        loop_.setTimer(time);
        while (!over) {
            loop_.runOnce();
            ++times;
        }
        return times;
    }

    /// Until the time that the server has named.
    void runUntilDeadline() {
        REQUIRE(server->deadline());
        (void)runFor(*server->deadline() - clock_.now());
        server->timeReached();
    }

  private:
    support::TemporaryFolder folder_;
    std::string path_ = folder_ / "control";
    sys::Clock clock_;
    sys::EventLoop loop_;

  public:
    std::unique_ptr<sys::ControlServer> server; ///< goes first
};

std::string heardFrom(const base::UniqueFd& client) {
    char buffer[64];
    const ssize_t got = ::recv(client.get(), buffer, sizeof buffer, MSG_DONTWAIT);
    return got < 0 ? std::string() : std::string(buffer, static_cast<std::size_t>(got));
}

} // namespace

TEST_CASE("a client that no descriptor is left for waits, and the session sleeps meanwhile") {
    Served served;
    const base::UniqueFd client = served.connect();
    REQUIRE(::send(client.get(), "hello\n", 6, 0) == 6);
    if (base::shadowMemory) {
        MESSAGE("the sanitizers need descriptors themselves, to see whether there is memory");
        return;
    }
    {
        const base::UniqueFd next(::dup(client.get()));
        const FewDescriptors none(static_cast<rlim_t>(next.get()));
        CHECK(served.runFor(50ms) <= 2); // the knock, and the end of the time
        served.runUntilDeadline();       // there is still none
        CHECK(served.runFor(50ms) <= 2);
    }
    served.runUntilDeadline();
    (void)served.runFor(50ms);
    CHECK(heardFrom(client) == "ok hello");
    CHECK_FALSE(served.server->deadline());
}

TEST_CASE("a client that comes when there are many is answered when one has gone") {
    Served served;
    std::vector<base::UniqueFd> silent;
    for (int i = 0; i < 8; ++i)
        silent.push_back(served.connect());
    (void)served.runFor(20ms);
    const base::UniqueFd next = served.connect();
    REQUIRE(::send(next.get(), "hello\n", 6, 0) == 6);
    CHECK(served.runFor(50ms) <= 2); // nobody is let in, and the session sleeps
    CHECK(heardFrom(next).empty());
    silent.pop_back();
    (void)served.runFor(50ms);
    CHECK(heardFrom(next) == "ok hello");
}

TEST_CASE("many clients at once") {
    Served served;
    std::vector<base::UniqueFd> clients;
    for (int i = 0; i < 40; ++i) {
        clients.push_back(served.connect());
        REQUIRE(::send(clients.back().get(), "hello\n", 6, 0) == 6);
    }
    (void)served.runFor(200ms);
    for (const base::UniqueFd& client : clients)
        CHECK(heardFrom(client) == "ok hello");
}
