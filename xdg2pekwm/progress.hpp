// Long work on a terminal: one line that says how far it is, gone when it is done.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace app {

class Progress {
  public:
    /// Shows nothing where standard error is no terminal.
    explicit Progress(std::string what);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();

    /// May be called for every piece of work: it writes no more often than one can read.
    void show(std::size_t done, std::size_t total);

  private:
    std::string what_;
    bool terminal_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point next_; ///< not before it is the line written again
};

} // namespace app
