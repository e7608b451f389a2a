#include "install_paths.hpp"

#include "base/path.hpp"

#include <array>
#include <climits>
#include <unistd.h>

namespace app {

namespace {

/// A path that the build gives relative to the folder of the program.
std::string fromProgram(const char* relative) {
    std::array<char, PATH_MAX> program{};
    const ssize_t length = ::readlink("/proc/self/exe", program.data(), program.size());
    if (length <= 0) return {};
    std::string path(base::folderOf({program.data(), static_cast<std::size_t>(length)}));
    // Both are real folders of one tree, so ".." can be taken back as text.
    std::string_view rest = relative;
    while (rest.starts_with("../")) {
        path = base::folderOf(path);
        rest.remove_prefix(3);
    }
    return base::join(path, rest);
}

} // namespace

std::string iconProgram() {
    return fromProgram(KIT_BIN_TO_LIBEXEC "/xdg2pekwm/xdg2pekwm-icon");
}

std::string ownIconFolder() {
    return fromProgram(KIT_BIN_TO_DATA "/xdg2pekwm/icons");
}

} // namespace app
