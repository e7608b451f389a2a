// A bound for the memory of a run: what comes of hostile files cannot be foreseen everywhere.
#pragma once

#include <sys/resource.h>

namespace app {

/// Most bytes of a run: some ten times what a hundred thousand applications need.
inline constexpr rlim_t mostMemory = rlim_t{1} << 30U;

/// Beyond `mostMemory` allocations throw std::bad_alloc, as long as it lives. A limit that is lower stays.
class MemoryLimit {
  public:
    MemoryLimit();
    MemoryLimit(const MemoryLimit&) = delete;
    MemoryLimit& operator=(const MemoryLimit&) = delete;
    ~MemoryLimit();

  private:
    rlimit former_{};
    bool set_ = false;
};

} // namespace app
