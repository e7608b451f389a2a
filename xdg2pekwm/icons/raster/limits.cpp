#include "limits.hpp"

#include "base/sanitizer.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>

namespace raster {

namespace {

void lower(__rlimit_resource resource, rlim_t soft, rlim_t hard) {
    rlimit limit{};
    if (::getrlimit(resource, &limit) != 0) return;
    if (limit.rlim_max == RLIM_INFINITY || hard < limit.rlim_max) limit.rlim_max = hard;
    limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
    ::setrlimit(resource, &limit);
}

} // namespace

void limitProcess() {
    if (!base::shadowMemory) lower(RLIMIT_AS, memoryLimit, memoryLimit);
    lower(RLIMIT_FSIZE, writtenFileLimit, writtenFileLimit);
    lower(RLIMIT_NOFILE, openFileLimit, openFileLimit);
    lower(RLIMIT_CORE, 0, 0);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
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
