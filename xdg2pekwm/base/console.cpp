#include "base/console.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace base {

bool wantsColours(int stream) {
    if (::isatty(stream) == 0) return false;
    const char* refused = std::getenv("NO_COLOR"); // NOLINT(concurrency-mt-unsafe): one thread
    return refused == nullptr || *refused == '\0';
}

Result<void> isSaid() {
    if (std::fflush(stdout) != 0) return failErrno("cannot be written", errno);
    if (std::ferror(stdout) != 0) return fail("cannot be written"); // earlier, and nobody kept the reason
    return {};
}

void openStandardStreams() {
    std::array<pollfd, 3> streams{{{STDIN_FILENO, 0, 0}, {STDOUT_FILENO, 0, 0}, {STDERR_FILENO, 0, 0}}};
    if (::poll(streams.data(), streams.size(), 0) <= 0) return; // none is closed, for all we know
    for (const auto& [fd, ignored, found] : streams) {
        if ((found & POLLNVAL) == 0) continue;
        // The lowest number that is free, which is this one. It must stay open in children, too.
        const int opened = ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY); // NOLINT
        if (opened < 0) return;
    }
}

void failAtLargestFile() {
    ::signal(SIGXFSZ, SIG_IGN);
}

} // namespace base
