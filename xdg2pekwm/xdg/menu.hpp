// The menu as it is shown: the result of everything in this room, and all that renderers get.
#pragma once

#include "xdg/application.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace xdg {

struct MenuItem {
    enum class Kind : std::uint8_t { menu, entry, header, separator };
    Kind kind = Kind::separator;
    std::string id = {};              ///< of a menu its <Name>, of an entry its desktop-file id
    std::string name = {};            ///< what is shown, in the user's language, valid UTF-8
    std::string comment = {};         ///< empty where there is none
    std::string icon = {};            ///< as the file names it; empty where there is none
    std::string menuIcon = {};        ///< of an entry: the icon of the <Menu> it belongs to, inlined or not
    std::vector<MenuItem> items = {}; ///< of a menu
    const Application* application = nullptr; ///< of an entry
};

} // namespace xdg
