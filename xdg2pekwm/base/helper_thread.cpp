#include "base/helper_thread.hpp"

#include "base/heap.hpp"

#include <chrono>
#include <exception>
#include <pthread.h>
#include <utility>

namespace base {

namespace {

// Who shares work fairly ends within some microseconds of the other. To sleep and be woken takes a hundred.
constexpr std::chrono::microseconds shortWait{100};

} // namespace

HelperThread::HelperThread() {
    ::sem_init(&ended_, 0, 0);
}

HelperThread::~HelperThread() {
    wait();
    if (thread_.joinable()) thread_.join();
    ::sem_destroy(&ended_);
}

bool HelperThread::start(std::function<void()> work) {
    // Where the system does not tell, or not let, it all still works, only perhaps one after the other.
    CPU_ZERO(&processors_);
    if (::sched_getaffinity(0, sizeof processors_, &processors_) != 0 || CPU_COUNT(&processors_) < 2)
        return false;
    shareHeap();
    try {
        const std::lock_guard closed(gate_);
        thread_ = std::thread([this, work = std::move(work)] {
            expectStack();
            gate_.lock();
            gate_.unlock();
            work();
            ::sem_post(&ended_);
        });
        isWaitedFor_ = false;
        cpu_set_t others = processors_;
        if (const int own = ::sched_getcpu(); own >= 0) CPU_CLR(static_cast<std::size_t>(own), &others);
        ::pthread_setaffinity_np(thread_.native_handle(), sizeof others, &others);
    } catch (const std::exception&) {
        return false;
    }
    return true;
}

void HelperThread::wait() {
    if (std::exchange(isWaitedFor_, true)) return;
    const auto until = std::chrono::steady_clock::now() + shortWait;
    int posted = 0;
    while (posted == 0 && std::chrono::steady_clock::now() < until)
        ::sem_getvalue(&ended_, &posted);
    if (posted == 0) ::pthread_setaffinity_np(thread_.native_handle(), sizeof processors_, &processors_);
    while (::sem_wait(&ended_) != 0) {
    } // a signal came
}

} // namespace base
