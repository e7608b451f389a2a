#include "base/console.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace base {

bool isSaid() {
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

void openStandardStreams() {
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
        // The lowest number that is free, which is this one. It must stay open in children, too.
        const int opened = ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY); // NOLINT
        if (opened < 0) return;
    }
}

} // namespace base
