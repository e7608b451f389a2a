// A pipe whose ends close themselves.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <fcntl.h>

namespace base {

struct Pipe {
    UniqueFd reading;
    UniqueFd writing;
};

/// `flags`: as pipe2(2) takes them, besides O_CLOEXEC.
[[nodiscard]] Result<Pipe> makePipe(int flags = 0);

} // namespace base
