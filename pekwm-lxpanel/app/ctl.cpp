#include "app/ctl.hpp"

#include "base/console.hpp"
#include "base/result.hpp"
#include "base/unique_fd.hpp"
#include "supervisor/types.hpp"
#include "sys/control_server.hpp"
#include "sys/process.hpp"
#include "x11/probe.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

namespace app {

namespace {

using namespace std::chrono_literals;
constexpr auto patience = 5000ms;

/// Asks the display in a child: a server that has stopped answers nobody. The pipe's first byte says whether
/// a path or an error follows.
base::Result<std::string> socketPathOf(const std::string& display) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return base::fail("no pipe");
    const base::UniqueFd reading(ends[0]);
    base::UniqueFd writing(ends[1]);
    const auto child = sys::Process::fork([&] {
        const auto path = x11::findSocketPath(display);
        const std::string said = path ? "+" + *path : "-" + path.error().message;
        return ::write(writing.get(), said.data(), said.size()) > 0 ? 0 : 1;
    });
    if (!child) return tl::make_unexpected(child.error());
    writing.reset();
    std::array<char, 4096> buffer{};
    pollfd ready{reading.get(), POLLIN, 0};
    const bool answered = ::poll(&ready, 1, static_cast<int>(patience.count())) == 1;
    const ssize_t got = answered ? ::read(reading.get(), buffer.data(), buffer.size()) : 0;
    if (!answered) child->signal(SIGKILL);
    child->waitForEnd();
    if (got < 2) return base::fail(fmt::format("the display '{}' does not answer", display));
    std::string said(buffer.data() + 1, static_cast<std::size_t>(got) - 1);
    if (buffer[0] != '+') return base::fail(std::move(said));
    return said;
}

int fail(const std::string& message, int status) {
    base::print(stderr, "pekwm-lxpanel ctl: {}\n", message);
    return status;
}

} // namespace

base::Result<std::string> tellSession(const std::string& display, const std::string& request) {
    const auto path = socketPathOf(display);
    if (!path) return base::fail(path.error().message, ENOENT);
    const auto answer = sys::askControlServer(*path, request, patience);
    if (!answer) {
        // A session that was killed has left its path on the display.
        const int code = answer.error().code;
        if (code == ENOENT || code == ECONNREFUSED)
            return base::fail("no session runs on the display", ENOENT);
        return base::fail(answer.error().message, EIO);
    }
    if (!answer->starts_with("ok\n")) return base::fail(answer->substr(0, answer->find('\n')), EPROTO);
    return answer->substr(3);
}

int askSession(const std::string& display, const std::string& request) {
    const auto answer = tellSession(display, request);
    if (!answer)
        return fail(answer.error().message,
                    answer.error().code == ENOENT ? supervisor::exitNoDisplay : supervisor::exitInternal);
    base::print("{}", *answer);
    return 0;
}

} // namespace app
