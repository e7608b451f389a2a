#include "sys/event_loop.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace sys {

base::Result<EventLoop> EventLoop::make() {
    EventLoop loop;
    loop.epoll_ = base::UniqueFd(::epoll_create1(EPOLL_CLOEXEC));
    if (!loop.epoll_) return base::failErrno("epoll", errno);
    loop.timer_ = base::UniqueFd(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    if (!loop.timer_) return base::failErrno("timerfd", errno);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = loop.timer_.get();
    if (::epoll_ctl(loop.epoll_.get(), EPOLL_CTL_ADD, loop.timer_.get(), &event) != 0)
        return base::failErrno("epoll", errno);
    return loop;
}

base::Result<void> EventLoop::add(int fd, Handler handler, bool writing) {
    epoll_event event{};
    event.events = writing ? EPOLLOUT : EPOLLIN;
    event.data.fd = fd;
    const int operation = handlers_.contains(fd) ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    if (::epoll_ctl(epoll_.get(), operation, fd, &event) != 0) return base::failErrno("epoll", errno);
    handlers_[fd] = std::make_shared<Handler>(std::move(handler));
    return {};
}

void EventLoop::remove(int fd) {
    if (handlers_.erase(fd) > 0) ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr);
}

void EventLoop::setTimer(std::optional<std::chrono::milliseconds> wait) {
    if (!wait && !timerSet_) return;
    itimerspec when{};
    if (wait) {
        // A wait of nothing would switch the timer off.
        const auto left = std::max(*wait, std::chrono::milliseconds(0)) + std::chrono::microseconds(1);
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
        when.it_value.tv_sec = static_cast<time_t>(seconds.count());
        when.it_value.tv_nsec = static_cast<long>(std::chrono::nanoseconds(left - seconds).count());
    }
    timerSet_ = wait.has_value();
    ::timerfd_settime(timer_.get(), 0, &when, nullptr);
}

void EventLoop::timerRead() {
    std::uint64_t times = 0;
    if (::read(timer_.get(), &times, sizeof times) != sizeof times) return;
    timerSet_ = false;
    if (timerHandler_) timerHandler_();
}

void EventLoop::runOnce() {
    std::array<epoll_event, 16> events{};
    const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < count; ++i) {
        const int fd = events.at(static_cast<std::size_t>(i)).data.fd;
        if (fd == timer_.get()) {
            timerRead();
            continue;
        }
        const auto found = handlers_.find(fd);
        if (found == handlers_.end()) continue; // an earlier handler of this round has removed it
        const std::shared_ptr<Handler> handler = found->second; // it may remove itself
        (*handler)();
    }
}

} // namespace sys
