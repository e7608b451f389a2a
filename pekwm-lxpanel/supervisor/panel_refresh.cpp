#include "supervisor/panel_refresh.hpp"

#include <algorithm>

namespace supervisor {

using namespace std::chrono_literals;

namespace {

/// A change that never ends must not keep the menu old.
constexpr Time longestWait = 2000ms;
/// For so long after a change menu-cached is deaf to the next one.
constexpr Time deafness = 4000ms;

} // namespace

void PanelRefresh::changed(bool newFolder, Time now) {
    const bool unheard = newFolder || (lastChange_ && now - *lastChange_ < deafness);
    lastChange_ = now;
    if (!unheard) return;
    if (!burst_) burst_ = now;
    due_ = std::min(now + debounce_, *burst_ + longestWait);
}

bool PanelRefresh::timeReached(Time now) {
    if (!due_ || *due_ > now) return false;
    due_.reset();
    burst_.reset();
    return true;
}

} // namespace supervisor
