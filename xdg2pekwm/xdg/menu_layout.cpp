#include "xdg/menu_layout.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace xdg {

namespace {

/// LayoutOptions with nothing left open.
struct Options {
    bool showEmpty = false;
    bool inlined = false;
    unsigned inlineLimit = 4;
    bool inlineHeader = true;
    bool inlineAlias = false;
};

Options over(Options defaults, const LayoutOptions& options) {
    return {options.showEmpty.value_or(defaults.showEmpty), options.inlined.value_or(defaults.inlined),
            options.inlineLimit.value_or(defaults.inlineLimit),
            options.inlineHeader.value_or(defaults.inlineHeader),
            options.inlineAlias.value_or(defaults.inlineAlias)};
}

const std::vector<LayoutItem>& standardItems() {
    static const std::vector<LayoutItem> items{{LayoutItem::Kind::mergeMenus},
                                               {LayoutItem::Kind::mergeFiles}};
    return items;
}

bool isContent(const MenuItem& item) {
    return item.kind == MenuItem::Kind::menu || item.kind == MenuItem::Kind::entry;
}

/// Takes away separators that are first, last or behind one another.
void tidySeparators(std::vector<MenuItem>& items) {
    bool behindSeparator = true; // as far as a separator is concerned, that is where a menu begins
    std::erase_if(items, [&behindSeparator](const MenuItem& item) {
        const bool separator = item.kind == MenuItem::Kind::separator;
        return std::exchange(behindSeparator, separator) && separator;
    });
    if (!items.empty() && items.back().kind == MenuItem::Kind::separator) items.pop_back();
}

/// Something that has a place in a menu, and what orders it: the sort key of its name, then its ID.
struct Sorted {
    Sorted(std::string_view theKey, std::string_view theId, std::size_t theIndex)
        : key(theKey), id(theId), index(theIndex) {
        for (std::size_t i = 0; i < sizeof start; ++i)
            start = (start << 8U) | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
    }

    bool operator<(const Sorted& other) const {
        return start != other.start ? start < other.start : std::tie(key, id) < std::tie(other.key, other.id);
    }

    std::uint64_t start = 0; ///< the first bytes of the key, which nearly always decide
    std::string_view key;
    std::string_view id;
    std::size_t index;
};

} // namespace

MenuItem entryItem(const PoolEntry& entry) {
    MenuItem item;
    item.kind = MenuItem::Kind::entry;
    item.id = entry.file->id;
    item.name = entry.application->entry.name;
    item.comment = entry.application->entry.comment;
    item.icon = entry.application->entry.icon;
    item.application = entry.application;
    return item;
}

namespace {

class Arranger {
  public:
    Arranger(const EvaluatedMenu& menu, const Layout* inheritedDefault, const Collator& collator)
        : menu_(menu), collator_(collator),
          default_(menu.node->defaultLayout ? &*menu.node->defaultLayout : inheritedDefault) {
        if (default_ != nullptr) options_ = over({}, default_->options);
    }

    MenuItem run() {
        MenuItem item;
        item.kind = MenuItem::Kind::menu;
        item.id = menu_.node->name;
        item.name = menu_.name;
        item.comment = menu_.comment;
        item.icon = menu_.icon;
        prepare();
        items_.reserve(menu_.children.size() + menu_.entries.size());
        for (const LayoutItem& layoutItem : layoutItems())
            place(layoutItem);
        tidySeparators(items_);
        item.items = std::move(items_);
        return item;
    }

  private:
    const std::vector<LayoutItem>& layoutItems() const {
        if (menu_.node->layout && !menu_.node->layout->items.empty()) return menu_.node->layout->items;
        if (default_ != nullptr && !default_->items.empty()) return default_->items;
        return standardItems();
    }

    void prepare() {
        for (const EvaluatedMenu& child : menu_.children)
            children_.push_back(Arranger(child, default_, collator_).run());
        for (std::size_t i = 0; i < children_.size(); ++i)
            childOf_.emplace(children_[i].id, i);
        // Few layouts name files.
        const auto& named = layoutItems();
        if (std::any_of(named.begin(), named.end(),
                        [](const LayoutItem& item) { return item.kind == LayoutItem::Kind::filename; })) {
            for (std::size_t i = 0; i < menu_.entries.size(); ++i)
                entryOf_.emplace(menu_.entries[i]->file->id, i);
        }
        childStates_.resize(children_.size());
        entryStates_.resize(menu_.entries.size());
        for (const LayoutItem& item : named) {
            if (const auto child = find(childOf_, item, LayoutItem::Kind::menuname))
                childStates_[*child].named = true;
            if (const auto entry = find(entryOf_, item, LayoutItem::Kind::filename))
                entryStates_[*entry].named = true;
        }
    }

    using Index = std::unordered_map<std::string_view, std::size_t>;

    static std::optional<std::size_t> find(const Index& index, const LayoutItem& item,
                                           LayoutItem::Kind kind) {
        if (item.kind != kind) return std::nullopt;
        const auto it = index.find(item.name);
        return it == index.end() ? std::nullopt : std::optional(it->second);
    }

    void place(const LayoutItem& item) {
        switch (item.kind) {
        case LayoutItem::Kind::filename:
            if (const auto entry = find(entryOf_, item, item.kind)) placeEntry(*entry);
            break;
        case LayoutItem::Kind::menuname:
            if (const auto child = find(childOf_, item, item.kind))
                placeChild(*child, over(options_, item.options));
            break;
        case LayoutItem::Kind::separator:
            items_.emplace_back(); // an item is a separator until it is something else
            break;
        case LayoutItem::Kind::mergeMenus:
            merge(true, false);
            break;
        case LayoutItem::Kind::mergeFiles:
            merge(false, true);
            break;
        case LayoutItem::Kind::mergeAll:
            merge(true, true);
            break;
        }
    }

    void merge(bool menus, bool files) {
        // All of a kind is there after the first time.
        menus = menus && !std::exchange(menusMerged_, menusMerged_ || menus);
        files = files && !std::exchange(filesMerged_, filesMerged_ || files);
        if (!menus && !files) return;
        // Menus and entries in one list: the index of an entry is counted behind those of all menus.
        std::vector<Sorted> order;
        order.reserve(children_.size() + menu_.entries.size());
        base::Arena keys;
        for (std::size_t i = 0; menus && i < children_.size(); ++i) {
            if (childStates_[i].named) continue;
            order.emplace_back(collator_.key(std::string(children_[i].name), keys), children_[i].id, i);
        }
        for (std::size_t i = 0; files && i < menu_.entries.size(); ++i) {
            const PoolEntry& entry = *menu_.entries[i];
            if (!entryStates_[i].named)
                order.emplace_back(entry.application->sortKey, entry.file->id, children_.size() + i);
        }
        std::sort(order.begin(), order.end());
        for (const Sorted& sorted : order) {
            if (sorted.index < children_.size())
                placeChild(sorted.index, options_);
            else
                placeEntry(sorted.index - children_.size());
        }
    }

    void placeEntry(std::size_t index) {
        if (std::exchange(entryStates_[index].placed, true)) return;
        MenuItem item = entryItem(*menu_.entries[index]);
        item.menuIcon = menu_.icon;
        if (isNew(item.id)) items_.push_back(std::move(item));
    }

    /// The entries of a menu have different IDs: only inlined menus may bring one again.
    bool isNew(std::string_view id) { return !inlinedAny_ || shown_.insert(id).second; }

    void rememberShown() {
        if (std::exchange(inlinedAny_, true)) return;
        for (const MenuItem& item : items_) {
            if (item.kind == MenuItem::Kind::entry) shown_.insert(item.id);
        }
    }

    void placeChild(std::size_t index, const Options& options) {
        if (std::exchange(childStates_[index].placed, true) || menu_.children[index].hidden) return;
        MenuItem& child = children_[index];
        const auto contents = std::count_if(child.items.begin(), child.items.end(), isContent);
        if (contents == 0 && !options.showEmpty) return;
        const bool fits = options.inlineLimit == 0 || std::cmp_less_equal(contents, options.inlineLimit);
        if (options.inlined && fits)
            inlineChild(child, options, contents == 1);
        else
            items_.push_back(std::move(child));
    }

    void inlineChild(MenuItem& child, const Options& options, bool single) {
        const bool alias = options.inlineAlias && single;
        rememberShown();
        std::erase_if(child.items, [this](const MenuItem& item) {
            return item.kind == MenuItem::Kind::entry && shown_.contains(item.id);
        });
        tidySeparators(child.items);
        if (options.inlineHeader && !alias &&
            (options.showEmpty || std::any_of(child.items.begin(), child.items.end(), isContent))) {
            MenuItem header;
            header.kind = MenuItem::Kind::header;
            header.name = child.name;
            items_.push_back(std::move(header));
        }
        for (MenuItem& item : child.items) {
            if (alias && isContent(item)) item.name = child.name;
            if (item.kind == MenuItem::Kind::entry) shown_.insert(item.id);
            items_.push_back(std::move(item));
        }
    }

    const EvaluatedMenu& menu_;
    const Collator& collator_;
    const Layout* default_;
    Options options_;

    std::vector<MenuItem> children_; ///< arranged; the index is the one in menu_.children
    Index childOf_;
    Index entryOf_;
    struct State {
        bool named = false; ///< somewhere in the layout, so it is not merged in elsewhere
        bool placed = false;
    };
    std::vector<State> childStates_;
    std::vector<State> entryStates_;
    bool menusMerged_ = false;
    bool filesMerged_ = false;
    bool inlinedAny_ = false;
    std::unordered_set<std::string_view> shown_; ///< IDs of entries, once a menu was inlined
    std::vector<MenuItem> items_;
};

} // namespace

MenuItem arrangeMenu(const EvaluatedMenu& root, const Collator& collator) {
    return Arranger(root, nullptr, collator).run();
}

} // namespace xdg
