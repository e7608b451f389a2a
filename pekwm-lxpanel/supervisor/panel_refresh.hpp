// When the panel must be made to read its menu again. By itself it notices a lone change at once, but is deaf
// for some seconds after one, and never hears of folders that come later. Pure, as the supervisor is.
#pragma once

#include "supervisor/types.hpp"

#include <optional>

namespace supervisor {

class PanelRefresh {
  public:
    /// `debounce`: a burst of changes is over when there was none for so long.
    explicit PanelRefresh(Time debounce) : debounce_(debounce) {}
    void setDebounce(Time debounce) { debounce_ = debounce; }

    /// The menus are others than before. `newFolder`: something they are made from lies where nothing was.
    void changed(bool newFolder, Time now);
    /// Somebody wants it, changed or not.
    void requested(Time now) { due_ = now; }
    /// Whether it is to be done now; it then counts as done.
    [[nodiscard]] bool timeReached(Time now);
    [[nodiscard]] std::optional<Time> deadline() const { return due_; }

  private:
    Time debounce_;
    std::optional<Time> lastChange_;
    std::optional<Time> burst_; ///< when the first change that waits came
    std::optional<Time> due_;
};

} // namespace supervisor
