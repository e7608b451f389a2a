// What libxcb hands out with malloc, owned.
#pragma once

#include <cstdlib>
#include <memory>

namespace x11 {

struct FreeReply {
    void operator()(void* reply) const { std::free(reply); }
};

/// A reply, an event, an error, or a part of a display's name.
template <typename T>
using Reply = std::unique_ptr<T, FreeReply>;

} // namespace x11
