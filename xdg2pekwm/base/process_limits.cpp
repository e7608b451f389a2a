#include "base/process_limits.hpp"

#include "base/sanitizer.hpp"

#include <sys/prctl.h>

namespace base {

void lowerLimit(__rlimit_resource resource, rlim_t soft, rlim_t hard) {
    rlimit limit{};
    if (::getrlimit(resource, &limit) != 0) return;
    if (limit.rlim_max == RLIM_INFINITY || hard < limit.rlim_max) limit.rlim_max = hard;
    limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
    ::setrlimit(resource, &limit);
}

void limitProcess(const ProcessLimits& limits) {
    if (!shadowMemory) lowerLimit(RLIMIT_AS, limits.memory, limits.memory);
    lowerLimit(RLIMIT_FSIZE, limits.writtenFile, limits.writtenFile);
    lowerLimit(RLIMIT_NOFILE, limits.openFiles, limits.openFiles);
    lowerLimit(RLIMIT_CORE, 0, 0);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

} // namespace base
