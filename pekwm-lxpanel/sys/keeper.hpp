// Nothing is left behind, also where the session itself is killed, or hangs, and can end nothing any more.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"
#include "sys/descendants.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <variant>

namespace sys {

/// What the kernel calls the process that does the work; its keeper has the program's own name, for those
/// who look for one to end.
inline constexpr const char* keptName = "pekwm-session";

/// What a keeper must know of its session.
struct Kept {
    std::chrono::milliseconds toEnd{0};       ///< the longest that it takes to end, once asked to
    std::chrono::milliseconds toEndAtOnce{0}; ///< the same, when it is asked a second time
    std::string folder = {};                  ///< a private one that goes with it; empty: none yet
};

/// The session's end of a line to its keeper.
class KeeperLine {
  public:
    explicit KeeperLine(base::UniqueFd fd) : fd_(std::move(fd)) {}
    /// From now on that is so.
    void tell(const Kept& kept) const;

  private:
    base::UniqueFd fd_;
};

/// How the session has ended, as its keeper saw it.
struct KeptEnd {
    Ended how;
    bool hung = false; ///< it was killed, since it did not end by itself
};

/// Makes two processes of this one. Gives a line to the other in the new one, which goes on with the work and
/// gets TERM should the other be killed. The old one stays as its keeper: it hands TERM, INT, QUIT, HUP, USR1
/// and USR2 on, and kills the new one if that does not end when it was asked to. It adopts what the new one
/// leaves behind when it dies, ends that (TERM, then KILL), and gives what became of the new one. Fails, in
/// one process, with fork's error.
[[nodiscard]] base::Result<std::variant<KeeperLine, KeptEnd>> keep(const Kept& kept);

} // namespace sys
