#include "app/display_search.hpp"

#include "base/pipe.hpp"

#include <csignal>
#include <unistd.h>

namespace app {

namespace {

/// A display that is silent may be so for hours.
constexpr std::size_t mostAttempts = 4;

} // namespace

void DisplaySearch::start(Answer answer) {
    stopListening();
    endOneOfMany();
    auto pipe = base::makePipe(O_NONBLOCK);
    if (!pipe) return answer(x11::Probe::absent);
    auto child = sys::Process::fork([&] { return x11::probeDisplay(display_, pipe->writing.get()); });
    if (!child) return answer(x11::Probe::absent);
    const int fd = pipe->reading.get();
    attempts_.push_back({child->pid(), std::move(pipe->reading)});
    programs_.add(std::move(*child), "probe");
    answer_ = std::move(answer);
    isListening_ = loop_.add(fd, [this] { readable(); }).has_value();
    if (!isListening_) readable();
}

void DisplaySearch::readable() {
    char byte = static_cast<char>(x11::Probe::absent);
    // Nothing to read: it ended without a word.
    if (::read(attempts_.back().pipe.get(), &byte, 1) < 1) byte = static_cast<char>(x11::Probe::absent);
    stopListening();
    const auto found = static_cast<x11::Probe>(byte);
    if (found == x11::Probe::absent || found == x11::Probe::refused) attempts_.pop_back(); // it has ended
    const Answer answer = std::move(answer_);
    answer(found);
}

void DisplaySearch::end() {
    stopListening();
    for (const Attempt& attempt : attempts_)
        kill(attempt);
    attempts_.clear();
}

/// The oldest is the likeliest to have been taken in, and what has come since is asked for news.
void DisplaySearch::endOneOfMany() {
    if (attempts_.size() < mostAttempts) return;
    const auto second = attempts_.begin() + 1;
    kill(*second);
    attempts_.erase(second);
}

void DisplaySearch::kill(const Attempt& attempt) const {
    for (const Program* program : programs_.others())
        if (program->process.pid() == attempt.child) program->process.signal(SIGKILL);
}

void DisplaySearch::stopListening() {
    if (isListening_) loop_.remove(attempts_.back().pipe.get());
    isListening_ = false;
}

} // namespace app
