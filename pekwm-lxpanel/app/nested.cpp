#include "app/nested.hpp"

#include "base/pipe.hpp"
#include "sys/process.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <unistd.h>

namespace app {

namespace {

using namespace std::chrono_literals;
constexpr auto displayPatience = 10000ms;

} // namespace

base::Result<std::string> startNestedServer(const std::string& size) {
    auto pipe = base::makePipe();
    if (!pipe) return tl::make_unexpected(std::move(pipe.error()));
    ::fcntl(pipe->writing.get(), F_SETFD, 0); // the server writes its number there
    const auto server =
        sys::Process::start({{nestedServer, "-screen", size, "-resizeable", "-title", "pekwm-lxpanel",
                              "-displayfd", std::to_string(pipe->writing.get()), "-nolisten", "tcp"},
                             {}});
    pipe->writing.reset();
    if (!server && server.error().code == ENOENT) return base::fail(nestedServerMissing);
    if (!server) return base::fail("no nested display: " + server.error().message);
    std::string number;
    std::array<char, 16> buffer{};
    pollfd ready{pipe->reading.get(), POLLIN, 0};
    while (!number.ends_with('\n')) {
        if (::poll(&ready, 1, static_cast<int>(displayPatience.count())) != 1)
            return base::fail("no nested display: Xephyr does not start");
        const ssize_t got = ::read(pipe->reading.get(), buffer.data(), buffer.size());
        if (got <= 0) return base::fail("no nested display: Xephyr has ended");
        number.append(buffer.data(), static_cast<std::size_t>(got));
    }
    number.pop_back();
    return ":" + number;
}

} // namespace app
