// A folder whose names are being read; closed with its owner.
#pragma once

#include <dirent.h>
#include <memory>

namespace sys {

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};
using OpenFolder = std::unique_ptr<DIR, CloseFolder>;

} // namespace sys
