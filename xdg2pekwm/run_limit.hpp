// --timeout: a folder on a network that has gone may keep a reader for ever.
#pragma once

#include <chrono>

namespace app {

/// Ends the program with SIGALRM where it lives longer than `limit`; zero is no limit. Whoever waits for the
/// program sees why it ended, and may start it again; what it has written until then stays.
class RunLimit {
  public:
    explicit RunLimit(std::chrono::milliseconds limit);
    RunLimit(const RunLimit&) = delete;
    RunLimit& operator=(const RunLimit&) = delete;
    ~RunLimit();

  private:
    bool set_;
};

} // namespace app
