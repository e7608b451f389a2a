#include "app/display_search.hpp"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace app {

void DisplaySearch::start(Answer answer) {
    end();
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return answer(x11::Probe::absent);
    pipe_ = base::UniqueFd(ends[0]);
    const base::UniqueFd writing(ends[1]);
    auto child = sys::Process::fork([&] { return x11::probeDisplay(display_, writing.get()); });
    answer_ = std::move(answer);
    if (!child || !loop_.add(pipe_.get(), [this] { readable(); })) return readable();
    child_ = child->pid();
    programs_.add(std::move(*child), "probe");
}

void DisplaySearch::readable() {
    char byte = static_cast<char>(x11::Probe::absent);
    // Nothing to read: it ended without a word.
    if (child_ > 0 && ::read(pipe_.get(), &byte, 1) < 1) byte = static_cast<char>(x11::Probe::absent);
    forgetPipe();
    const Answer answer = std::move(answer_);
    answer(static_cast<x11::Probe>(byte));
}

void DisplaySearch::end() {
    forgetPipe();
    for (const Program* program : programs_.others())
        if (child_ > 0 && program->process.pid() == child_) program->process.signal(SIGKILL);
    child_ = 0;
}

void DisplaySearch::forgetPipe() {
    if (pipe_) loop_.remove(pipe_.get());
    pipe_.reset();
}

} // namespace app
