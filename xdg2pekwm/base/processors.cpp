#include "base/processors.hpp"

#include <sched.h>

namespace base {

std::size_t availableProcessors() {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
    return static_cast<std::size_t>(CPU_COUNT(&allowed));
}

} // namespace base
