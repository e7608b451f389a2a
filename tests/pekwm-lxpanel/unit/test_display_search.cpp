#include "app/display_search.hpp"

#include "base/unix_socket.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/core.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// Takes connections and never says a word.
class SilentDisplay {
  public:
    SilentDisplay() : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const auto address = base::UnixAddress::of(fmt::format("/tmp/.X11-unix/X{}", number_),
                                                   base::UnixAddress::Kind::abstract);
        REQUIRE(address);
        REQUIRE(::bind(socket_.get(), address->get(), address->size()) == 0);
        REQUIRE(::listen(socket_.get(), 64) == 0);
    }
    [[nodiscard]] std::string name() const { return fmt::format(":{}", number_); }

  private:
    base::UniqueFd socket_;
    pid_t number_ = 100000 + ::getpid(); ///< no other test's
};

std::vector<pid_t> alive(const app::Programs& programs) {
    std::vector<pid_t> found;
    for (const app::Program* program : programs.others()) {
        siginfo_t ended{};
        const auto pid = static_cast<id_t>(program->process.pid());
        // Left to be reaped by whoever owns them.
        REQUIRE(::waitid(P_PID, pid, &ended, WEXITED | WNOWAIT | WNOHANG) == 0);
        if (ended.si_pid == 0) found.push_back(program->process.pid());
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

TEST_CASE("a display that stays silent is asked by a few at a time") {
    const SilentDisplay display;
    sys::Clock clock;
    auto loop = sys::EventLoop::make();
    REQUIRE(loop);
    app::Programs programs(clock);
    app::DisplaySearch search(display.name(), *loop, programs);
    const auto never = [](x11::Probe) { FAIL("nobody has answered"); };
    search.start(never);
    const std::vector<pid_t> first = alive(programs);
    REQUIRE(first.size() == 1);
    for (int i = 0; i < 9; ++i)
        search.start(never);
    CHECK(programs.others().size() == 10);
    const auto end = clock.now() + std::chrono::seconds(20);
    while (alive(programs).size() > 4 && clock.now() < end)
        ::usleep(1000);
    const std::vector<pid_t> left = alive(programs);
    CHECK(left.size() == 4);
    CHECK(left.front() == first.front());
    search.end();
}
