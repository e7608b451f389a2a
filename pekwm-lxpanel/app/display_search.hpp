// Waits for the display without waiting on it: a child tries to connect, and tells.
#pragma once

#include "app/programs.hpp"
#include "base/unique_fd.hpp"
#include "sys/event_loop.hpp"
#include "x11/probe.hpp"

#include <functional>
#include <string>

namespace app {

class DisplaySearch {
  public:
    using Answer = std::function<void(x11::Probe)>;

    DisplaySearch(std::string display, sys::EventLoop& loop, Programs& programs)
        : display_(std::move(display)), loop_(loop), programs_(programs) {}
    DisplaySearch(const DisplaySearch&) = delete;
    DisplaySearch& operator=(const DisplaySearch&) = delete;
    ~DisplaySearch() { forgetPipe(); }

    /// Starts the child; `answer` is called once. Where the display is open, the child holds a connection, so
    /// that a server that resets with its last client does not, until end() is called.
    void start(Answer answer);
    void end();

  private:
    void readable();
    void forgetPipe();

    std::string display_;
    sys::EventLoop& loop_;
    Programs& programs_;
    base::UniqueFd pipe_;
    pid_t child_ = 0;
    Answer answer_;
};

} // namespace app
