#include "supervisor/restart_history.hpp"

#include <algorithm>

namespace supervisor {

std::optional<Time> RestartHistory::next(const config::UnitSettings& policy, Time now) {
    std::erase_if(restarts_, [&](Time restart) { return restart + policy.limitWindow <= now; });
    if (restarts_.size() >= policy.limit) return std::nullopt;
    Time wait = policy.backoffFirst;
    for (std::size_t i = 0; i < restarts_.size() && wait < policy.backoffLast; ++i)
        wait *= 2;
    restarts_.push_back(now);
    ++total_;
    return std::min(wait, policy.backoffLast);
}

} // namespace supervisor
