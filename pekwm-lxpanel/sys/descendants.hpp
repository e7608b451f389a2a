// Everything that lives below this process. As a subreaper it inherits what its children leave behind.
// They are found in /proc, be it that of this process's own namespace or of one around it, such as the
// host's.
#pragma once

#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace sys {

struct Ended {
    pid_t pid = 0;
    bool clean = false; ///< exited with status 0
    int status = 0;     ///< the exit status, or the signal's number
    bool killed = false;
};
/// Whether it was the program's own fault: a status that is not 0, or a signal that nobody sends from
/// outside.
[[nodiscard]] bool isFault(const Ended& ended);
/// "exit status 1", "signal 11 (Segmentation fault)".
[[nodiscard]] std::string describe(const Ended& ended);

/// From now on orphans below become children of this process. False where the kernel refuses.
[[nodiscard]] bool becomeSubreaper();

/// Reaps every child that has ended. `left`: whether there is still one.
[[nodiscard]] std::vector<Ended> reap(bool& left);

/// Whether /proc shows this process, and so those below it. Else the functions below find nothing, but that
/// signalDescendants() reaches the direct children.
[[nodiscard]] bool canSeeProcesses();

/// Sends a signal to every process below this one.
void signalDescendants(int number);

/// Sends a signal to the direct children whose program's name is `name`.
void signalChildren(std::string_view name, int number);

/// Whether a process is that child of this one, or was started by it: what is started here has a session of
/// its own, which its children stay in unless they ask for another.
[[nodiscard]] bool isStartedBy(pid_t pid, pid_t child);

/// Whether a process has a library in its memory, by the file's path. False where that cannot be seen.
[[nodiscard]] bool hasLoaded(pid_t pid, const std::string& library);

/// The name of a process's program (at most 15 bytes); empty where there is none, or none that can be seen.
[[nodiscard]] std::string programName(pid_t pid);

} // namespace sys
