#include "supervisor/supervisor.hpp"

#include <array>

namespace supervisor {

std::string_view name(State state) {
    constexpr std::array<std::string_view, 13> names{
        "INIT",    "WAIT_X",  "PREPARE",  "START_WM", "WAIT_WM", "START_PANEL", "WAIT_DOCK",
        "RUNNING", "RECOVER", "DEGRADED", "STOPPING", "X_LOST",  "END"};
    return names.at(static_cast<std::size_t>(state));
}

std::string_view name(Unit unit) {
    constexpr std::array<std::string_view, 3> names{"wm", "panel", "menu"};
    return names.at(static_cast<std::size_t>(unit));
}

std::string_view name(UnitStatus status) {
    constexpr std::array<std::string_view, 10> names{"stopped", "starting",   "waiting", "ready",
                                                     "late",    "restarting", "asked",   "judged",
                                                     "foreign", "given-up"};
    return names.at(static_cast<std::size_t>(status));
}

} // namespace supervisor
