// Menus that fit on the screen: pekwm does not scroll, so long ones become pages.
#pragma once

#include "pekwm/menu_file.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace app {

struct Paging {
    std::size_t rows; ///< most rows of a menu, at least 2
    std::string moreTitle;
    std::string moreIcon;
};

/// Cuts a list that is longer than `rows` into pages: each but the last ends with a submenu that holds the
/// rest; the hundredth leads on to several, and so does an earlier one of a menu that lies deep itself. No
/// page begins or ends with a separator. `depth`: how many menus the list lies in.
[[nodiscard]] std::vector<pekwm::Item> intoPages(std::vector<pekwm::Item> items, std::size_t rows,
                                                 const Paging& paging, std::size_t depth = 0);

/// Does so with every submenu below, not with the list itself.
void pageSubmenus(std::vector<pekwm::Item>& items, const Paging& paging, std::size_t depth = 0);

} // namespace app
