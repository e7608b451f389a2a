// Programs that were started here: each in a session of its own, and ended by the kernel should this process
// be killed.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace sys {

/// A child that was not reaped yet. The descriptor makes sure that a signal never meets a stranger.
class Process {
  public:
    struct Command {
        std::vector<std::string> argv;
        std::string folder; ///< where it starts; empty: the home folder, or where we are
        std::vector<std::string> environment = {}; ///< NAME=value, for it alone
    };

    /// Starts a program, found in PATH. Fails with ENOENT or EACCES where there is none that can be run.
    [[nodiscard]] static base::Result<Process> start(const Command& command);
    /// Runs `body` in a child that shares nothing with us, and ends it with what `body` gives.
    [[nodiscard]] static base::Result<Process> fork(const std::function<int()>& body);

    [[nodiscard]] pid_t pid() const { return pid_; }
    void signal(int number) const;
    /// Reaps it once it has ended. Waits that long at most, for one that was killed: another user's is not
    /// ours to kill.
    void waitForEnd(std::chrono::milliseconds patience) const;

  private:
    explicit Process(pid_t pid);
    pid_t pid_;
    base::UniqueFd pidfd_; ///< empty where the kernel has none to give
};

/// In a child: TERM comes when `parent` ends, also where that was killed.
void bindToParent(pid_t parent);

} // namespace sys
