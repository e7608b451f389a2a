// The socket at which `pekwm-lxpanel ctl` asks and orders: one line in, one answer out.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"
#include "sys/clock.hpp"
#include "sys/event_loop.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace sys {

/// Speaks only with processes of this user, with so many at a time that none waits long. A client that says
/// too much, nothing, or does not listen is cut off, and never waited for.
class ControlServer {
  public:
    using Answerer = std::function<std::string(const std::string& request)>;

    /// `path` lies in a folder that is the session's alone, and goes with it.
    [[nodiscard]] static base::Result<std::unique_ptr<ControlServer>>
    listen(const std::string& path, EventLoop& loop, const Clock& clock, Answerer answerer);
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;
    ~ControlServer();

    /// When to call timeReached(); nothing while nobody is connected, nor waits for a free descriptor.
    [[nodiscard]] std::optional<std::chrono::milliseconds> deadline() const;
    void timeReached();

  private:
    struct Client {
        base::UniqueFd fd;
        std::chrono::milliseconds due{0}; ///< cut off then
        std::string request;
        std::string answer;
    };

    ControlServer(base::UniqueFd fd, EventLoop& loop, const Clock& clock, Answerer answerer);
    [[nodiscard]] base::Result<void> open();
    void close();
    void accept();
    void readable(int fd);
    void writable(int fd);
    void drop(int fd);

    base::UniqueFd fd_;
    EventLoop& loop_;
    const Clock& clock_;
    Answerer answerer_;
    std::map<int, Client> clients_;
    std::optional<std::chrono::milliseconds> closedUntil_; ///< nobody can be let in before
};

/// The client's side: sends `request`, and gives the whole answer. Waits at most `patience` for each part.
[[nodiscard]] base::Result<std::string> askControlServer(const std::string& path, const std::string& request,
                                                         std::chrono::milliseconds patience);

/// Ends the session that listens at `path` and all that it started, where it is this user's and can be seen
/// from here: one that hangs still has its socket.
void killListener(const std::string& path);

} // namespace sys
