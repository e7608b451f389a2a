#include "base/make_folders.hpp"

#include "base/path.hpp"

#include <cerrno>
#include <fmt/core.h>
#include <sys/stat.h>

namespace base {

Result<void> makeFolders(const std::string& folder) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) return {};
        return fail(fmt::format("{} is not a folder", folder), ENOTDIR);
    }
    const std::string parent(folderOf(folder));
    if (parent != folder && parent != ".") {
        if (auto made = makeFolders(parent); !made) return made;
    }
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return failErrno(fmt::format("cannot make the folder {}", folder).c_str(), errno);
    return {};
}

} // namespace base
