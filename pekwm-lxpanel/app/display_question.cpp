#include "app/display_question.hpp"

#include "base/unique_fd.hpp"
#include "sys/process.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

namespace app {

namespace {

using namespace std::chrono_literals;
constexpr auto patience = 5000ms;

} // namespace

base::Result<std::string> askDisplay(const std::string& display,
                                     const std::function<std::string()>& question) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return base::fail("no pipe");
    const base::UniqueFd reading(ends[0]);
    base::UniqueFd writing(ends[1]);
    const auto child = sys::Process::fork([&] {
        const std::string said = question();
        return ::write(writing.get(), said.data(), said.size()) > 0 ? 0 : 1;
    });
    if (!child) return tl::make_unexpected(child.error());
    writing.reset();
    std::array<char, 4096> buffer{};
    pollfd ready{reading.get(), POLLIN, 0};
    const bool answered = ::poll(&ready, 1, static_cast<int>(patience.count())) == 1;
    const ssize_t got = answered ? ::read(reading.get(), buffer.data(), buffer.size()) : 0;
    if (!answered) child->signal(SIGKILL);
    child->waitForEnd();
    if (got < 1) return base::fail(fmt::format("the display '{}' does not answer", display));
    return std::string(buffer.data(), static_cast<std::size_t>(got));
}

} // namespace app
