#include "app/display_question.hpp"

#include "base/pipe.hpp"
#include "sys/process.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <fmt/core.h>
#include <poll.h>
#include <unistd.h>

namespace app {

namespace {

using namespace std::chrono_literals;
constexpr auto answerPatience = 5000ms;

} // namespace

base::Result<std::string> askDisplay(const std::string& display,
                                     const std::function<std::string()>& question) {
    auto pipe = base::makePipe();
    if (!pipe) return tl::make_unexpected(std::move(pipe.error()));
    const auto child = sys::Process::fork([&] {
        const std::string said = question();
        return ::write(pipe->writing.get(), said.data(), said.size()) > 0 ? 0 : 1;
    });
    if (!child) return tl::make_unexpected(child.error());
    pipe->writing.reset();
    std::array<char, 4096> buffer{};
    pollfd ready{pipe->reading.get(), POLLIN, 0};
    const bool answered = ::poll(&ready, 1, static_cast<int>(answerPatience.count())) == 1;
    const ssize_t got = answered ? ::read(pipe->reading.get(), buffer.data(), buffer.size()) : 0;
    if (!answered) child->signal(SIGKILL);
    child->waitForEnd(answerPatience);
    if (got < 1) return base::fail(fmt::format("the display '{}' does not answer", display));
    return std::string(buffer.data(), static_cast<std::size_t>(got));
}

} // namespace app
