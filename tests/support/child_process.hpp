// For what would change the whole process.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

namespace support {

/// Whether `condition()` holds in a process of its own, where no test can report anything else.
template <typename Condition>
[[nodiscard]] bool holdsInChild(Condition condition) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(condition() ? 0 : 1);
    int status = -1;
    return child > 0 && ::waitpid(child, &status, 0) == child && status == 0;
}

} // namespace support
