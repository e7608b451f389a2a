#include "run_limit.hpp"

#include <csignal>
#include <sys/time.h>

namespace app {

namespace {

void setTimer(std::chrono::milliseconds time) {
    itimerval value{};
    value.it_value.tv_sec = static_cast<time_t>(time.count() / 1000);
    value.it_value.tv_usec = static_cast<suseconds_t>(time.count() % 1000 * 1000);
    ::setitimer(ITIMER_REAL, &value, nullptr);
}

} // namespace

RunLimit::RunLimit(std::chrono::milliseconds limit) : set_(limit.count() > 0) {
    if (!set_) return;
    // Whoever started us may have had it blocked or ignored, and we would have that from them.
    sigset_t alarm{};
    ::sigemptyset(&alarm);
    ::sigaddset(&alarm, SIGALRM);
    ::sigprocmask(SIG_UNBLOCK, &alarm, nullptr);
    std::signal(SIGALRM, SIG_DFL); // NOLINT(cert-err33-c): it cannot fail for this signal
    setTimer(limit);
}

RunLimit::~RunLimit() {
    if (set_) setTimer(std::chrono::milliseconds(0));
}

} // namespace app
