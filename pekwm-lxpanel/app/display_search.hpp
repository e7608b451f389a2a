// Waits for the display without waiting on it: a child tries to connect, and tells.
#pragma once

#include "app/programs.hpp"
#include "base/unique_fd.hpp"
#include "sys/event_loop.hpp"
#include "x11/probe.hpp"

#include <functional>
#include <string>
#include <vector>

namespace app {

class DisplaySearch {
  public:
    using Answer = std::function<void(x11::Probe)>;

    DisplaySearch(std::string display, sys::EventLoop& loop, Programs& programs)
        : display_(std::move(display)), loop_(loop), programs_(programs) {}
    DisplaySearch(const DisplaySearch&) = delete;
    DisplaySearch& operator=(const DisplaySearch&) = delete;
    ~DisplaySearch() { stopListening(); }

    /// Starts a child; `answer` is called once, unless another one is started before. Where the display is
    /// open, the child holds a connection, so that a server that resets with its last client does not, until
    /// end() is called. So do some that were started before: a server that is slow to begin may have taken
    /// one of them in already.
    void start(Answer answer);
    void end();

  private:
    struct Attempt {
        pid_t child;
        base::UniqueFd pipe; ///< open as long as the child may write to it
    };

    void readable();
    void endOneOfMany();
    void kill(const Attempt& attempt) const;
    void stopListening();

    std::string display_;
    sys::EventLoop& loop_;
    Programs& programs_;
    std::vector<Attempt> attempts_;
    bool isListening_ = false; ///< to the last attempt
    Answer answer_;
};

} // namespace app
