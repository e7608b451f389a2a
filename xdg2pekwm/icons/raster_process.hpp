// One running xdg2pekwm-icon.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <optional>
#include <string>
#include <sys/types.h>

namespace icons {

/// How a process ended.
struct RasterEnd {
    std::string how;       ///< "signal 11 (Segmentation fault)", "status 1"
    bool byOthers = false; ///< by a signal that says nothing of what it was at: a logout, a full memory
};

/// Owns the process and the socket that it listens on: whatever happens, it is ended and waited for.
class RasterProcess {
  public:
    [[nodiscard]] static base::Result<RasterProcess> start(const std::string& program, int size, int gap);

    RasterProcess(RasterProcess&& other) noexcept;
    RasterProcess(const RasterProcess&) = delete;
    RasterProcess& operator=(const RasterProcess&) = delete;
    ~RasterProcess() { stop(); }

    /// To poll for what it says.
    [[nodiscard]] int descriptor() const { return socket_.get(); }
    /// Fails where the process does not listen any more.
    [[nodiscard]] base::Result<void> ask(const std::string& source, const std::string& target) const;
    /// The next message, without waiting: empty where the process has ended, nothing where there is none yet.
    [[nodiscard]] base::Result<std::optional<std::string>> answer() const;

    /// Ends it, unless it has ended.
    RasterEnd end();

  private:
    /// Its status as waitpid() tells it; -1 where there is none.
    int stop() noexcept;

    RasterProcess(pid_t pid, base::UniqueFd socket) : pid_(pid), socket_(std::move(socket)) {}

    pid_t pid_ = -1;
    base::UniqueFd socket_;
};

} // namespace icons
