#include "app/programs.hpp"

#include <algorithm>
#include <csignal>

namespace app {

namespace {

using namespace std::chrono_literals;
/// What one that was killed needs for its end, with much to spare.
constexpr auto endPatience = 500ms;

} // namespace

Programs::~Programs() {
    if (all_.empty()) return;
    for (const auto& [pid, program] : all_)
        program.process.signal(SIGKILL);
    const auto enough = clock_.now() + endPatience;
    for (const auto& [pid, program] : all_)
        program.process.waitForEnd(std::max(enough - clock_.now(), 0ms));
}

base::Result<pid_t> Programs::start(const sys::Process::Command& command, std::string name,
                                    std::optional<supervisor::Unit> unit) {
    auto process = sys::Process::start(command);
    if (!process) return tl::make_unexpected(std::move(process.error()));
    const pid_t pid = process->pid();
    all_.insert_or_assign(pid, Program{std::move(*process), unit, std::move(name), clock_.now()});
    return pid;
}

void Programs::add(sys::Process process, std::string name) {
    const pid_t pid = process.pid();
    all_.insert_or_assign(pid, Program{std::move(process), {}, std::move(name), clock_.now()});
}

std::optional<Program> Programs::remove(pid_t pid) {
    auto node = all_.extract(pid);
    if (node.empty()) return std::nullopt;
    return std::move(node.mapped());
}

const Program* Programs::of(supervisor::Unit unit) const {
    for (const auto& [pid, program] : all_)
        if (program.unit == unit) return &program;
    return nullptr;
}

std::vector<const Program*> Programs::others() const {
    std::vector<const Program*> found;
    for (const auto& [pid, program] : all_)
        if (!program.unit) found.push_back(&program);
    return found;
}

void Programs::signal(supervisor::Unit unit, int number) const {
    if (const Program* program = of(unit)) program->process.signal(number);
}

} // namespace app
