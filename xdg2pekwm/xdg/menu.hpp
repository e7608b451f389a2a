// The menu as it is shown: the result of everything in this room, and all that renderers get.
#pragma once

#include "xdg/application.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace xdg {

/// Texts are those of the EvaluatedMenu and the applications that it was made from, which must outlive it.
struct MenuItem {
    enum class Kind : std::uint8_t { menu, entry, header, separator };
    Kind kind = Kind::separator;
    std::string_view id = {};         ///< of a menu its <Name>, of an entry its desktop-file id
    std::string_view name = {};       ///< what is shown, in the user's language, valid UTF-8
    std::string_view comment = {};    ///< empty where there is none
    std::string_view icon = {};       ///< as the file names it; empty where there is none
    std::string_view menuIcon = {};   ///< of an entry: the icon of the <Menu> it belongs to, inlined or not
    std::vector<MenuItem> items = {}; ///< of a menu
    const Application* application = nullptr; ///< of an entry
};

} // namespace xdg
