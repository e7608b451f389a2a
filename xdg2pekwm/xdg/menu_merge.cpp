#include "xdg/menu_merge.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace xdg {

namespace {

// Each may touch the whole tree; what menu editors write has some dozens.
constexpr std::size_t mostMoves = 2000;

template <typename T>
void append(std::vector<T>& to, std::vector<T>&& more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

template <typename T>
void takeLater(std::optional<T>& value, std::optional<T> later) {
    if (later) value = std::move(later);
}

/// Keeps the last of equal elements, in its place.
template <typename T, typename Key>
void keepLast(std::vector<T>& list, Key key) {
    if (list.size() < 2) return;
    std::unordered_set<std::string> seen;
    std::vector<T> kept;
    for (auto it = list.rbegin(); it != list.rend(); ++it) {
        if (seen.insert(key(*it)).second) kept.push_back(std::move(*it));
    }
    std::reverse(kept.begin(), kept.end());
    list = std::move(kept);
}

void consolidateChildren(std::vector<MenuNode>& children) {
    if (children.size() < 2) return;
    struct Group {
        MenuNode menu;
        std::size_t last; ///< where the last menu of the name stood: there the whole goes
    };
    std::vector<Group> groups;
    std::unordered_map<std::string, std::size_t> indexOf;
    for (std::size_t i = 0; i < children.size(); ++i) {
        const auto [known, added] = indexOf.try_emplace(children[i].name, groups.size());
        if (added) {
            groups.push_back({std::move(children[i]), i});
        } else {
            Group& group = groups[known->second];
            appendMenu(group.menu, std::move(children[i]));
            group.last = i;
        }
    }
    std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.last < b.last; });
    children.clear();
    for (Group& group : groups)
        children.push_back(std::move(group.menu));
}

void removeDuplicates(MenuNode& menu) {
    consolidateChildren(menu.children);
    // One folder may be both: its files have other IDs then. Of two <LegacyDir> the last counts, with its
    // prefix.
    keepLast(menu.appDirs, [](const AppDir& dir) { return (dir.legacy ? "legacy " : "") + dir.path; });
    keepLast(menu.directoryDirs, [](const std::string& dir) { return dir; });
    keepLast(menu.directories, [](const std::string& directory) { return directory; });
    for (MenuNode& child : menu.children)
        removeDuplicates(child);
}

using MenuPath = std::vector<std::string>;

MenuPath pathOf(std::string_view text) {
    MenuPath path = base::split(text, '/');
    std::erase(path, std::string());
    return path;
}

MenuNode* childOf(MenuNode& menu, const std::string& name) {
    const auto it = std::find_if(menu.children.begin(), menu.children.end(),
                                 [&](const MenuNode& child) { return child.name == name; });
    return it == menu.children.end() ? nullptr : &*it;
}

/// The menu at `path`, or null.
MenuNode* find(MenuNode& menu, const MenuPath& path) {
    MenuNode* at = &menu;
    for (const std::string& name : path) {
        at = childOf(*at, name);
        if (at == nullptr) return nullptr;
    }
    return at;
}

/// The menu at `path`; those on the way that do not exist are made.
MenuNode& findOrMake(MenuNode& menu, const MenuPath& path) {
    MenuNode* at = &menu;
    for (const std::string& name : path) {
        MenuNode* next = childOf(*at, name);
        if (next == nullptr) {
            next = &at->children.emplace_back();
            next->name = name;
        }
        at = next;
    }
    return *at;
}

MenuNode takeOut(MenuNode& menu, const MenuPath& path) {
    const MenuPath above(path.begin(), path.end() - 1);
    std::vector<MenuNode>& siblings = find(menu, above)->children;
    const auto it = std::find_if(siblings.begin(), siblings.end(),
                                 [&](const MenuNode& child) { return child.name == path.back(); });
    MenuNode out = std::move(*it);
    siblings.erase(it);
    return out;
}

/// How many menus lie in one another, the menu itself counted.
std::size_t heightOf(const MenuNode& menu) {
    std::size_t height = 0;
    for (const MenuNode& child : menu.children)
        height = std::max(height, heightOf(child));
    return height + 1;
}

/// `depth`: of the menu. False where menus would come to lie too deep.
bool execute(MenuNode& menu, const Move& move, std::size_t depth) {
    const MenuPath from = pathOf(move.from);
    const MenuPath to = pathOf(move.to);
    if (from.empty() || to.empty() || from == to) return true;
    const MenuNode* const moved = find(menu, from);
    if (moved == nullptr) return true;
    if (depth + to.size() + heightOf(*moved) > deepestMenu) return false;
    // Taken out first: a menu can then be moved to a place below its own name, which is made anew.
    MenuNode origin = takeOut(menu, from);
    MenuNode& destination = findOrMake(menu, to);
    // A destination that is there gets the origin's elements in front of its own; a new one has none.
    origin.name = destination.name;
    appendMenu(origin, std::move(destination));
    destination = std::move(origin);
    removeDuplicates(destination);
    return true;
}

/// How many moves may still be made, and whether one was left out that leads too deep.
struct MovesLeft {
    std::size_t left = mostMoves;
    bool tooDeep = false;
};

/// The deepest menus first.
void executeMoves(MenuNode& menu, MovesLeft& moved, std::size_t depth) {
    for (MenuNode& child : menu.children)
        executeMoves(child, moved, depth + 1);
    // A menu that is moved brings none along: its own were executed before those of the menus above it.
    const std::vector<Move> moves = std::move(menu.moves);
    menu.moves.clear();
    for (const Move& move : moves) {
        if (moved.left == 0) return;
        --moved.left;
        moved.tooDeep = !execute(menu, move, depth) || moved.tooDeep;
    }
}

void removeDeleted(MenuNode& menu) {
    std::erase_if(menu.children, [](const MenuNode& child) { return child.deleted.value_or(false); });
    for (MenuNode& child : menu.children)
        removeDeleted(child);
}

} // namespace

void appendMenu(MenuNode& menu, MenuNode&& more) {
    append(menu.appDirs, std::move(more.appDirs));
    append(menu.directoryDirs, std::move(more.directoryDirs));
    append(menu.directories, std::move(more.directories));
    append(menu.statements, std::move(more.statements));
    append(menu.moves, std::move(more.moves));
    append(menu.children, std::move(more.children));
    takeLater(menu.onlyUnallocated, more.onlyUnallocated);
    takeLater(menu.deleted, more.deleted);
    takeLater(menu.layout, std::move(more.layout));
    takeLater(menu.defaultLayout, std::move(more.defaultLayout));
}

void mergeMenus(MenuNode& root, std::string_view file, base::Diagnostics& diagnostics) {
    removeDuplicates(root);
    MovesLeft moved;
    executeMoves(root, moved, 0);
    if (moved.tooDeep)
        diagnostics.warning(
            {file}, fmt::format("a <Move> to where menus are more than {} deep, left out", deepestMenu));
    if (moved.left == 0)
        diagnostics.warning({file}, fmt::format("more than {} <Move>s, the others are left out", mostMoves));
    removeDeleted(root);
}

} // namespace xdg
