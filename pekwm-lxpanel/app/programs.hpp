// All that the session has started and not reaped yet.
#pragma once

#include "base/result.hpp"
#include "supervisor/types.hpp"
#include "sys/clock.hpp"
#include "sys/descendants.hpp"
#include "sys/process.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace app {

struct Program {
    sys::Process process;
    std::optional<supervisor::Unit> unit; ///< nothing: started and left to itself
    std::string name;                     ///< for the log
    std::chrono::milliseconds started{0};
};

class Programs {
  public:
    explicit Programs(const sys::Clock& clock) : clock_(clock) {}
    Programs(const Programs&) = delete;
    Programs& operator=(const Programs&) = delete;
    /// Kills and reaps what is left: something is where the session never began, and what nobody could end.
    ~Programs();

    [[nodiscard]] base::Result<pid_t> start(const sys::Process::Command& command, std::string name,
                                            std::optional<supervisor::Unit> unit = {});
    void add(sys::Process process, std::string name);
    /// What has ended, taken out; nothing: an orphan that somebody else had started.
    [[nodiscard]] std::optional<Program> remove(pid_t pid);

    [[nodiscard]] const Program* of(supervisor::Unit unit) const;
    [[nodiscard]] std::vector<const Program*> others() const; ///< those of no unit
    void signal(supervisor::Unit unit, int number) const;

  private:
    const sys::Clock& clock_;
    std::map<pid_t, Program> all_;
};

} // namespace app
