#include "progress.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

namespace app {

Progress::Progress(std::string what) : what_(std::move(what)), terminal_(::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
    if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::show(std::size_t done, std::size_t total) {
    if (!terminal_) return;
    shown_ = true;
    std::fputs(fmt::format("\r\033[K{} {}/{}", what_, done, total).c_str(), stderr);
}

} // namespace app
