// An image as it was met in the file system.
#pragma once

#include "base/input_log.hpp"

#include <optional>
#include <string>

namespace icons {

/// Looked at once: whoever asks later is told what was there then.
struct ImageFile {
    std::string path;
    std::optional<base::FileStamp> stamp; ///< nothing: there is no such file
};

} // namespace icons
