#include "pages.hpp"

#include <algorithm>
#include <iterator>

namespace app {

namespace {

using Items = std::vector<pekwm::Item>;

bool isSeparator(const pekwm::Item& item) {
    return std::holds_alternative<pekwm::Separator>(item);
}

Items slice(Items& items, std::size_t from, std::size_t to) {
    const auto begin = items.begin();
    return {std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(from)),
            std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(to))};
}

} // namespace

Items intoPages(Items items, std::size_t rows, const Paging& paging) {
    if (items.size() <= rows) return items;
    std::vector<Items> parts;
    std::size_t at = 0;
    // A page may hold one row less than its submenu's limit, for the submenu that leads on. Only the first
    // page has `rows`, those behind it have the limit of all menus.
    for (std::size_t room = rows; items.size() - at > room; room = paging.rows) {
        parts.push_back(slice(items, at, at + room - 1));
        at += room - 1;
    }
    Items rest = slice(items, at, items.size());
    // From the end, so that nothing is moved more than once.
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        rest.erase(rest.begin(), std::find_if_not(rest.begin(), rest.end(), isSeparator));
        pekwm::Submenu more{paging.moreTitle, paging.moreIcon, std::move(rest)};
        rest = std::move(*part);
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
