#include "pages.hpp"

#include <algorithm>
#include <iterator>

namespace app {

namespace {

using Items = std::vector<pekwm::Item>;

bool isSeparator(const pekwm::Item& item) {
    return std::holds_alternative<pekwm::Separator>(item);
}

/// Takes what is behind `from` away from `items`.
Items cut(Items& items, std::size_t from) {
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(from);
    Items behind(std::make_move_iterator(begin), std::make_move_iterator(items.end()));
    items.erase(begin, items.end());
    return behind;
}

} // namespace

Items intoPages(Items items, std::size_t rows, const Paging& paging) {
    if (items.size() <= rows) return items;
    // A page may hold one row less than its submenu's limit, for the submenu that leads on. Only the first
    // page has `rows`, those behind it have the limit of all menus.
    std::vector<std::size_t> starts{0};
    for (std::size_t room = rows; items.size() - starts.back() > room; room = paging.rows)
        starts.push_back(starts.back() + room - 1);
    // From the end, so that nothing is moved more than once.
    Items rest = cut(items, starts.back());
    for (starts.pop_back(); !starts.empty(); starts.pop_back()) {
        rest.erase(rest.begin(), std::find_if_not(rest.begin(), rest.end(), isSeparator));
        pekwm::Submenu more{paging.moreTitle, paging.moreIcon, std::move(rest)};
        rest = cut(items, starts.back());
        while (!rest.empty() && isSeparator(rest.back()))
            rest.pop_back();
        if (!more.items.empty()) rest.emplace_back(std::move(more));
    }
    return rest;
}

void pageSubmenus(Items& items, const Paging& paging) {
    for (pekwm::Item& item : items) {
        if (auto* menu = std::get_if<pekwm::Submenu>(&item)) {
            pageSubmenus(menu->items, paging);
            menu->items = intoPages(std::move(menu->items), paging.rows, paging);
        }
    }
}

} // namespace app
