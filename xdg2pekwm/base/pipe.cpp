#include "base/pipe.hpp"

#include <cerrno>
#include <unistd.h>

namespace base {

Result<Pipe> makePipe(int flags) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | flags) != 0) return failErrno("no pipe", errno);
    return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

} // namespace base
