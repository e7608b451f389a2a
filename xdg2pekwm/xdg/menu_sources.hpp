// Where menus are read from.
#pragma once

#include "base/file_tree.hpp"
#include "xdg/builtin.hpp"
#include "xdg/environment.hpp"

#include <string>

namespace xdg {

struct MenuSources {
    const base::FileTree& files;
    const BaseDirectories& directories;
    std::string menuPrefix; ///< XDG_MENU_PREFIX
    BuiltinFiles builtin;
};

} // namespace xdg
