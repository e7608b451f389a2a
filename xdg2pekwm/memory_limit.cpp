#include "memory_limit.hpp"

#include "base/sanitizer.hpp"

#include <algorithm>
#include <new>

namespace app {

namespace {

/// Whoever cleans up behind what has failed may need some more: nobody can be told of a second failure.
[[noreturn]] void liftLimitAndFail() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_DATA, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_DATA, &limit);
    }
    throw std::bad_alloc();
}

} // namespace

MemoryLimit::MemoryLimit() {
    if (base::shadowMemory) return;
    // Nearly always there was none, and one call does.
    rlimit limit{mostMemory, RLIM_INFINITY};
    set_ = ::prlimit(0, RLIMIT_DATA, &limit, &former_) == 0;
    if (!set_ && ::getrlimit(RLIMIT_DATA, &former_) != 0) return;
    if (!set_ || former_.rlim_cur < mostMemory || former_.rlim_max != RLIM_INFINITY) {
        limit = {std::min(former_.rlim_cur, mostMemory), former_.rlim_max};
        set_ = ::setrlimit(RLIMIT_DATA, &limit) == 0;
    }
    if (set_) std::set_new_handler(liftLimitAndFail);
}

MemoryLimit::~MemoryLimit() {
    if (!set_) return;
    std::set_new_handler(nullptr);
    ::setrlimit(RLIMIT_DATA, &former_);
}

} // namespace app
