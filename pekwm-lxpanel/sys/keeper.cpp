#include "sys/keeper.hpp"

#include "sys/clock.hpp"
#include "sys/descendants.hpp"
#include "sys/process.hpp"
#include "sys/signals.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace sys {

namespace {

using namespace std::chrono_literals;
constexpr auto patience = 1000ms; // for each of TERM and KILL: more is not to be had from the kernel

/// Waits for a signal, or until the time is over.
void wait(const Signals& signals, std::chrono::milliseconds time) {
    pollfd ready{signals.fd(), POLLIN, 0};
    (void)::poll(&ready, 1, static_cast<int>(time.count()));
}

/// Hands on what comes until `child` has ended; gives its status.
int accompany(pid_t child, const Signals& signals) {
    for (;;) {
        wait(signals, -1ms);
        for (const int number : signals.read())
            if (number != SIGCHLD) ::kill(child, number); // not reaped yet: nobody else has its number
        bool left = false;
        for (const Ended& ended : reap(left))
            if (ended.pid == child) return ended.killed ? 128 + ended.status : ended.status;
        if (!left) return 0;
    }
}

/// Ends all that was adopted, and what that starts meanwhile.
void endTheRest(const Signals& signals) {
    const Clock clock;
    bool left = false;
    (void)reap(left);
    for (const int number : {SIGTERM, SIGKILL}) {
        if (left) signalDescendants(number);
        for (const auto due = clock.now() + patience; left && clock.now() < due;) {
            wait(signals, std::max(due - clock.now(), 0ms)); // a time below none would be without end
            (void)signals.read();
            // An end brings more to us: the ended one's children.
            if (!reap(left).empty() && left) signalDescendants(number);
        }
    }
}

} // namespace

base::Result<std::optional<int>> keep() {
    (void)becomeSubreaper(); // without it the rest goes elsewhere, as it would without a keeper
    // Before there are two, so that a signal in between ends neither; the new one inherits the mask.
    const auto signals = Signals::take();
    if (!signals) return tl::make_unexpected(signals.error());
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) return base::failErrno("fork", errno);
    if (child == 0) {
        bindToParent(parent);
        ::prctl(PR_SET_NAME, keptName);
        ::setsid(); // a terminal's Ctrl+C comes by the keeper, once
        return std::optional<int>();
    }
    const int status = accompany(child, *signals);
    endTheRest(*signals);
    return std::optional<int>(status);
}

} // namespace sys
