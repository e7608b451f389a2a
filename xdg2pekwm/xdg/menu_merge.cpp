#include "xdg/menu_merge.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace xdg {

namespace {

// What menu editors write has some dozens.
constexpr std::size_t mostMoves = 2000;
// Each may touch the whole tree: so many menus are looked at for all of them.
constexpr std::size_t mostTouched = 4'000'000;

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

/// How many menus were looked at.
std::size_t removeDuplicates(MenuNode& menu) {
    consolidateChildren(menu.children);
    // One folder may be both: its files have other IDs then. Of two <LegacyDir> the last counts, with its
    // prefix.
    keepLast(menu.appDirs, [](const AppDir& dir) { return (dir.legacy ? "legacy " : "") + dir.path; });
    keepLast(menu.directoryDirs, [](const std::string& dir) { return dir; });
    keepLast(menu.directories, [](const std::string& directory) { return directory; });
    std::size_t touched = 1;
    for (MenuNode& child : menu.children)
        touched += removeDuplicates(child);
    return touched;
}

using MenuPath = std::vector<std::string>;

MenuPath pathOf(std::string_view text) {
    MenuPath path = base::split(text, '/');
    std::erase(path, std::string());
    return path;
}

/// Makes the moves of a tree of menus.
class Mover {
  public:
    /// Those of `menu`, which is `depth` deep, and of all below it; the deepest menus first.
    void run(MenuNode& menu, std::size_t depth) {
        for (MenuNode& child : menu.children)
            run(child, depth + 1);
        // A menu that is moved brings none along: its own were executed before those of the menus above it.
        const std::vector<Move> moves = std::move(menu.moves);
        menu.moves.clear();
        for (const Move& move : moves) {
            if (made_ == mostMoves || touched_ > mostTouched) {
                tooMany_ = true;
                return;
            }
            ++made_;
            tooDeep_ = !execute(menu, move, depth) || tooDeep_;
        }
    }

    [[nodiscard]] bool tooMany() const { return tooMany_; }
    /// One was left out that would have brought menus to lie too deep.
    [[nodiscard]] bool tooDeep() const { return tooDeep_; }

  private:
    using Children = std::vector<MenuNode>;

    Children::iterator childOf(MenuNode& menu, const std::string& name) {
        touched_ += menu.children.size();
        return std::find_if(menu.children.begin(), menu.children.end(),
                            [&](const MenuNode& child) { return child.name == name; });
    }

    /// The menu at `path`, or null.
    MenuNode* find(MenuNode& menu, const MenuPath& path) {
        MenuNode* at = &menu;
        for (const std::string& name : path) {
            const auto child = childOf(*at, name);
            if (child == at->children.end()) return nullptr;
            at = &*child;
        }
        return at;
    }

    /// The menu at `path`; those on the way that do not exist are made.
    MenuNode& findOrMake(MenuNode& menu, const MenuPath& path) {
        MenuNode* at = &menu;
        for (const std::string& name : path) {
            const auto child = childOf(*at, name);
            MenuNode& next = child == at->children.end() ? at->children.emplace_back() : *child;
            next.name = name;
            at = &next;
        }
        return *at;
    }

    /// How many menus lie in one another, the menu itself counted.
    std::size_t heightOf(const MenuNode& menu) {
        ++touched_;
        std::size_t height = 0;
        for (const MenuNode& child : menu.children)
            height = std::max(height, heightOf(child));
        return height + 1;
    }

    /// False where menus would come to lie too deep.
    bool execute(MenuNode& menu, const Move& move, std::size_t depth) {
        const MenuPath from = pathOf(move.from);
        const MenuPath to = pathOf(move.to);
        if (from.empty() || to.empty() || from == to) return true;
        MenuNode* const above = find(menu, {from.begin(), from.end() - 1});
        if (above == nullptr) return true;
        const auto moved = childOf(*above, from.back());
        if (moved == above->children.end()) return true;
        if (depth + to.size() + heightOf(*moved) > deepestMenu) return false;
        // Taken out first: a menu can then be moved to a place below its own name, which is made anew.
        MenuNode origin = std::move(*moved);
        above->children.erase(moved);
        MenuNode& destination = findOrMake(menu, to);
        // A destination that is there gets the origin's elements in front of its own; a new one has none.
        origin.name = destination.name;
        appendMenu(origin, std::move(destination));
        destination = std::move(origin);
        touched_ += removeDuplicates(destination);
        return true;
    }

    std::size_t made_ = 0;
    std::size_t touched_ = 0; ///< menus looked at
    bool tooMany_ = false;
    bool tooDeep_ = false;
};

void removeDeleted(MenuNode& menu) {
    const auto stays = [](const MenuNode& child) { return !child.deletion || !child.deletion->deleted; };
    const auto gone = std::stable_partition(menu.children.begin(), menu.children.end(), stays);
    menu.deletedChildren.assign(std::move_iterator(gone), std::move_iterator(menu.children.end()));
    menu.children.erase(gone, menu.children.end());
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
    takeLater(menu.deletion, std::move(more.deletion));
    takeLater(menu.layout, std::move(more.layout));
    takeLater(menu.defaultLayout, std::move(more.defaultLayout));
}

void mergeMenus(MenuNode& root, std::string_view file, base::Diagnostics& diagnostics) {
    (void)removeDuplicates(root);
    Mover mover;
    mover.run(root, 0);
    if (mover.tooDeep())
        diagnostics.warning(
            {file}, fmt::format("a <Move> to where menus are more than {} deep, left out", deepestMenu));
    if (mover.tooMany())
        diagnostics.warning(
            {file},
            fmt::format("more than {} <Move>s, or than {} menus that they look at, the others are left out",
                        mostMoves, mostTouched));
    removeDeleted(root);
}

} // namespace xdg
