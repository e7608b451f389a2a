// One thread that sleeps until a descriptor, a signal or a point in time has something to say.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace sys {

class EventLoop {
  public:
    using Handler = std::function<void()>;

    /// Fails where the kernel has no descriptor left to give.
    [[nodiscard]] static base::Result<EventLoop> make();

    /// Calls `handler` whenever `fd` can be read (or, with `writing`, written), or its other end has gone.
    /// The descriptor stays the caller's; remove it before it is closed.
    [[nodiscard]] base::Result<void> add(int fd, Handler handler, bool writing = false);
    void remove(int fd);

    /// Calls `handler` once after `wait`; nothing: not at all. Replaces the wish before.
    void setTimer(std::optional<std::chrono::milliseconds> wait);
    void onTimer(Handler handler) { timerHandler_ = std::move(handler); }

    /// Sleeps until something happens, and calls its handlers.
    void runOnce();

  private:
    EventLoop() = default;
    void timerRead();

    base::UniqueFd epoll_;
    base::UniqueFd timer_;
    bool timerSet_ = false;
    Handler timerHandler_;
    std::map<int, std::shared_ptr<Handler>> handlers_;
};

} // namespace sys
