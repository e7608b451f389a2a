// A second thread that does a part of the work of the one that starts it.
#pragma once

#include <functional>
#include <mutex>
#include <sched.h>
#include <semaphore.h>
#include <thread>

namespace base {

/// Works beside the thread that starts it, never in its place: on the other processors only, as long as that
/// one works, too. Left to themselves, some systems (virtual machines that use few of their processors) have
/// a new thread wait behind the one that made it, for longer than either has to do.
class HelperThread {
  public:
    HelperThread();
    HelperThread(const HelperThread&) = delete;
    HelperThread& operator=(const HelperThread&) = delete;
    /// Waits for it.
    ~HelperThread();

    /// Starts `work`, once; it must not throw. Whether it did: not with one processor only, or where no
    /// thread is to be had.
    bool start(std::function<void()> work);

    /// Waits for the work's end, if any was started; nothing of it is used before. Whoever has to wait long
    /// lets it have all processors.
    void wait();

  private:
    cpu_set_t processors_{}; ///< all that the process may use
    std::mutex gate_;        ///< closed until the thread knows where to begin
    sem_t ended_{}; ///< posted once: a semaphore can be looked at without keeping the other one from it
    bool isWaitedFor_ = true;
    std::thread thread_;
};

} // namespace base
