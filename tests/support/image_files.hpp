// Images for the icon maker, as the look-up would hand them on.
#pragma once

#include "base/file_tree.hpp"
#include "icons/image_file.hpp"

#include <string>
#include <vector>

namespace support {

[[nodiscard]] inline std::vector<icons::ImageFile> imageFiles(const std::vector<std::string>& paths) {
    const base::FileTree tree;
    std::vector<icons::ImageFile> files;
    for (const std::string& path : paths)
        files.push_back({path, tree.stat(path)});
    return files;
}

} // namespace support
