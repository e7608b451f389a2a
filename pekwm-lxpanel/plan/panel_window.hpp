// Which of the docks on the display is the panel's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plan {

/// What is known of a dock's program.
struct DockOwner {
    std::optional<bool> ofPanelsProcesses; ///< nothing: the window does not tell its process
    std::vector<std::string> names;        ///< of WM_CLASS
};

/// `command`: the panel's, by which its windows are called in most cases. The process decides where it is one
/// of the panel's. Where it is not, the name may: a panel behind a wrapper that has left it alone, or in a
/// namespace of its own, has a number that says nothing here. Where a window tells neither, it is taken for
/// the panel's: better than a panel that is thought to hang.
[[nodiscard]] bool isPanels(const DockOwner& dock, std::string_view command);

} // namespace plan
