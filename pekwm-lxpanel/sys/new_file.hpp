// A file that is not there yet.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace sys {

/// Makes a file, in a folder that is there. It is whole as soon as it is there, also where this process is
/// killed meanwhile; none is left where not all of it can be written. Fails with EEXIST, and touches nothing,
/// where something has the name, be it since a moment ago. Not flushed to the disk.
[[nodiscard]] base::Result<void> makeFile(const std::string& path, std::string_view text);

} // namespace sys
