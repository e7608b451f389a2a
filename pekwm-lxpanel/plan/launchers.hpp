// The buttons of the panel's launch bar. Values in, values out.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace plan {

/// A panel's configuration without the launchers whose .desktop file, given by its whole path, is not there:
/// lxpanel shows nothing for them and complains about each. A launch bar that has none left goes with them.
/// All other bytes stay.
[[nodiscard]] std::string withoutMissingLaunchers(std::string_view panel,
                                                  const std::function<bool(const std::string&)>& exists);

} // namespace plan
