#include "pages.hpp"

#include <algorithm>
#include <iterator>

namespace app {

namespace {

using Items = std::vector<pekwm::Item>;

// Each page lies in the one before it, and menus in pages. Nobody turns so many, and whoever reads them
// recurses.
constexpr std::size_t mostPages = 100;
constexpr std::size_t deepestPage = 200;

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

void trimSeparators(Items& items) {
    items.erase(items.begin(), std::find_if_not(items.begin(), items.end(), isSeparator));
    while (!items.empty() && isSeparator(items.back()))
        items.pop_back();
}

/// What would be too many pages: as many menus as a page has rows, with as many in each of these as it takes.
Items intoTree(Items items, const Paging& paging) {
    if (items.size() <= paging.rows) return items;
    const std::size_t share = (items.size() + paging.rows - 1) / paging.rows;
    Items menus;
    while (!items.empty()) {
        Items part = cut(items, (items.size() - 1) / share * share);
        trimSeparators(part);
        if (!part.empty())
            menus.emplace_back(
                pekwm::Submenu{paging.moreTitle, paging.moreIcon, intoTree(std::move(part), paging)});
    }
    std::reverse(menus.begin(), menus.end());
    return menus;
}

} // namespace

Items intoPages(Items items, std::size_t rows, const Paging& paging, std::size_t depth) {
    if (items.size() <= rows) return items;
    const std::size_t most = std::min(mostPages, deepestPage - std::min(depth, deepestPage - 1));
    // A page may hold one row less than its submenu's limit, for the submenu that leads on. Only the first
    // page has `rows`, those behind it have the limit of all menus.
    std::vector<std::size_t> starts{0};
    for (std::size_t room = rows; items.size() - starts.back() > room && starts.size() < most;
         room = paging.rows)
        starts.push_back(starts.back() + room - 1);
    // From the end, so that nothing is moved more than once.
    Items rest = intoTree(cut(items, starts.back()), paging);
    for (starts.pop_back(); !starts.empty(); starts.pop_back()) {
        trimSeparators(rest);
        pekwm::Submenu more{paging.moreTitle, paging.moreIcon, std::move(rest)};
        rest = cut(items, starts.back());
        trimSeparators(rest);
        if (!more.items.empty()) rest.emplace_back(std::move(more));
    }
    return rest;
}

void pageSubmenus(Items& items, const Paging& paging, std::size_t depth) {
    for (pekwm::Item& item : items) {
        if (auto* menu = std::get_if<pekwm::Submenu>(&item)) {
            menu->items = intoPages(std::move(menu->items), paging.rows, paging, depth + 1);
            pageSubmenus(menu->items, paging, depth + 1);
        }
    }
}

} // namespace app
