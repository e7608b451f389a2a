// The signals that the session understands, read as data.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <vector>

namespace sys {

class Signals {
  public:
    /// Blocks TERM, INT, QUIT, HUP, USR1, USR2 and CHLD for this process, to be read from a descriptor;
    /// ignores PIPE.
    [[nodiscard]] static base::Result<Signals> take();
    [[nodiscard]] int fd() const { return fd_.get(); }
    /// The signals that came, without repeats of CHLD.
    [[nodiscard]] std::vector<int> read() const;

    /// In a child, before it becomes another program: nothing blocked, nothing ignored.
    static void giveBack();

  private:
    explicit Signals(base::UniqueFd fd) : fd_(std::move(fd)) {}
    base::UniqueFd fd_;
};

} // namespace sys
