// What a program that decodes pictures from anywhere gives up before it opens the first.
#pragma once

#include <cstddef>
#include <sys/resource.h>

namespace base {

/// Lowers both limits; a hard one that is lower already stays. One that cannot be set is left as it is.
void lowerLimit(__rlimit_resource resource, rlim_t soft, rlim_t hard);

struct ProcessLimits {
    std::size_t memory;      ///< address space, bytes
    std::size_t writtenFile; ///< largest file written, bytes
    unsigned openFiles;
};

/// For the whole process, and for good: these, no core file, and no new privileges.
void limitProcess(const ProcessLimits& limits);

} // namespace base
