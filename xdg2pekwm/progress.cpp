#include "progress.hpp"

#include <cstdio>
#include <fmt/core.h>
#include <unistd.h>

namespace app {

namespace {

constexpr std::chrono::milliseconds interval{50};

} // namespace

Progress::Progress(std::string what) : what_(std::move(what)), terminal_(::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
    if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::show(std::size_t done, std::size_t total) {
    if (!terminal_) return;
    const auto now = std::chrono::steady_clock::now();
    if (shown_ && now < next_) return;
    next_ = now + interval;
    shown_ = true;
    std::fputs(fmt::format("\r\033[K{} {}/{}", what_, done, total).c_str(), stderr);
}

} // namespace app
