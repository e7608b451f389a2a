#include "plan/panel_window.hpp"

#include "base/path.hpp"

#include <algorithm>
#include <strings.h>

namespace plan {

bool isPanels(const DockOwner& dock, std::string_view command) {
    if (dock.ofPanelsProcesses.value_or(false)) return true;
    if (!dock.ofPanelsProcesses && dock.names.empty()) return true;
    // A wrapper has any name, and what it starts is lxpanel mostly. Toolkits write the class with a capital.
    const std::string program(base::fileNameOf(command));
    return std::any_of(dock.names.begin(), dock.names.end(), [&](const std::string& name) {
        return ::strcasecmp(name.c_str(), "lxpanel") == 0 || ::strcasecmp(name.c_str(), program.c_str()) == 0;
    });
}

} // namespace plan
