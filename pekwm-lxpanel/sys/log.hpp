// One line per event: `timestamp +elapsed LEVEL unit pid= event= ms=`.
#pragma once

#include "base/unique_fd.hpp"
#include "config/settings.hpp"
#include "sys/clock.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace sys {

struct LogEntry {
    config::LogLevel level = config::LogLevel::info;
    std::string_view unit = "session";
    std::string_view event;
    std::optional<pid_t> pid = {};
    std::optional<std::chrono::milliseconds> taken = {};
};

/// Writes to standard error, and to a file where one is set. Never waits: a line that nobody takes is
/// dropped.
class Log {
  public:
    explicit Log(const Clock& clock) : clock_(clock) {}
    void write(const LogEntry& entry);
    /// False where the file cannot be opened, or is somebody's trap in a folder for all; standard error stays
    /// in use. Empty: no file.
    [[nodiscard]] bool open(const std::string& file);
    void setLevel(config::LogLevel level) { level_ = level; }
    /// The last lines, whatever their level.
    [[nodiscard]] std::string recent() const;

    /// Whether `open` would, for all that can be known without making the file.
    [[nodiscard]] static bool canOpen(const std::string& file);

  private:
    const Clock& clock_;
    config::LogLevel level_ = config::LogLevel::info;
    base::UniqueFd file_;
    std::deque<std::string> lines_;
};

} // namespace sys
