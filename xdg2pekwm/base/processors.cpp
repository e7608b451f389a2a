#include "base/processors.hpp"

#include <sched.h>

namespace base {

bool hasSecondProcessor() {
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    // It only fails where there are more processors than it has room for.
    return ::sched_getaffinity(0, sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) > 1;
}

} // namespace base
