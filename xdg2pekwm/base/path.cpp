#include "base/path.hpp"

#include <cerrno>

namespace base {

std::string normalise(std::string_view path) {
    std::string out;
    out.reserve(path.size());
    const bool absolute = isAbsolute(path);
    std::size_t at = 0;
    while (at < path.size()) {
        const std::size_t slash = path.find('/', at);
        const std::string_view part = path.substr(at, slash - at);
        if (!part.empty() && part != ".") {
            if (!out.empty() || absolute) out += '/';
            out += part;
        }
        if (slash == std::string_view::npos) break;
        at = slash + 1;
    }
    if (out.empty()) out.assign(1, absolute ? '/' : '.');
    return out;
}

std::string join(std::string_view folder, std::string_view relative) {
    if (isAbsolute(relative)) return normalise(relative);
    std::string path(folder);
    path += '/';
    path += relative;
    return normalise(path);
}

std::string_view folderOf(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return ".";
    return slash == 0 ? std::string_view("/") : path.substr(0, slash);
}

std::string_view fileNameOf(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool isNowhere(int code) {
    return code == ENOENT || code == ENOTDIR;
}

} // namespace base
