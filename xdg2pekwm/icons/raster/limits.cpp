#include "limits.hpp"

#include "base/process_limits.hpp"

#include <sys/resource.h>
#include <sys/time.h>

namespace raster {

void limitProcess() {
    base::limitProcess({memoryLimit, writtenFileLimit, openFileLimit});
    ::setpriority(PRIO_PROCESS, 0, ::getpriority(PRIO_PROCESS, 0) + politeness);
}

void limitNextImage() {
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) != 0) return;
    timeval used{};
    timeradd(&usage.ru_utime, &usage.ru_stime, &used);
    const auto wholeSeconds = static_cast<rlim_t>(used.tv_sec + (used.tv_usec > 0 ? 1 : 0));
    rlimit limit{};
    if (::getrlimit(RLIMIT_CPU, &limit) != 0) return;
    // The soft limit ends the process (SIGXCPU) and can be raised for the next image, the hard one cannot.
    const rlim_t wanted = wholeSeconds + processorSeconds;
    limit.rlim_cur = limit.rlim_max != RLIM_INFINITY && wanted > limit.rlim_max ? limit.rlim_max : wanted;
    ::setrlimit(RLIMIT_CPU, &limit);
}

} // namespace raster
