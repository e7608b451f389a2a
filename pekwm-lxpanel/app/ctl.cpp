#include "app/ctl.hpp"

#include "app/display_question.hpp"
#include "base/console.hpp"
#include "base/result.hpp"
#include "supervisor/types.hpp"
#include "sys/control_server.hpp"
#include "x11/probe.hpp"

#include <cerrno>
#include <chrono>
#include <cstdio>

namespace app {

namespace {

using namespace std::chrono_literals;
constexpr auto replyPatience = 5000ms;

/// The answer's first byte says whether a path or an error follows.
base::Result<std::string> socketPathOf(const std::string& display) {
    auto said = askDisplay(display, [&] {
        const auto path = x11::findSocketPath(display);
        return path ? "+" + *path : "-" + path.error().message;
    });
    if (!said) return said;
    if (said->front() != '+') return base::fail(said->substr(1));
    return said->substr(1);
}

int failCtl(const std::string& message, int status) {
    base::print(stderr, "pekwm-lxpanel ctl: {}\n", message);
    return status;
}

} // namespace

base::Result<std::string> tellSession(const std::string& display, const std::string& request) {
    if (display.empty()) return base::fail("DISPLAY is not set: which session is meant?", ENOENT);
    const auto path = socketPathOf(display);
    if (!path) return base::fail(path.error().message, ENOENT);
    const auto answer = sys::askControlServer(*path, request, replyPatience);
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
        return failCtl(answer.error().message,
                       answer.error().code == ENOENT ? supervisor::exitNoDisplay : supervisor::exitInternal);
    base::print("{}", *answer);
    return 0;
}

} // namespace app
