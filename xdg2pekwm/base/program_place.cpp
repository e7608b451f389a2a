#include "base/program_place.hpp"

#include "base/path.hpp"

#include <array>
#include <climits>
#include <cstdlib>
#include <sys/auxv.h>
#include <unistd.h>

namespace base {

std::string programFolder() {
    std::array<char, PATH_MAX> program{};
    const ssize_t length = ::readlink("/proc/self/exe", program.data(), program.size());
    if (length > 0) return std::string(folderOf({program.data(), static_cast<std::size_t>(length)}));
    // Without /proc: the name that we were started by, which the kernel has left in our memory.
    const auto* name =
        reinterpret_cast<const char*>(::getauxval(AT_EXECFN)); // NOLINT: an address as a number
    return name != nullptr && ::realpath(name, program.data()) != nullptr
               ? std::string(folderOf(program.data()))
               : std::string();
}

std::string fromProgramFolder(std::string_view relative) {
    std::string folder = programFolder();
    if (folder.empty()) return folder;
    // Both are real folders of one tree, so ".." can be taken back as text.
    while (relative.starts_with("../")) {
        folder = folderOf(folder);
        relative.remove_prefix(3);
    }
    return join(folder, relative);
}

} // namespace base
