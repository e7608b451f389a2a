#include "xdg/menu_evaluator.hpp"

#include "base/utf8.hpp"

#include <fmt/core.h>
#include <utility>

namespace xdg {

namespace {

// Bounds for entries times the rules of all menus, and menus times folders: hostile files of some megabytes
// come to billions.
constexpr std::size_t mostPlaced = 1'000'000;
constexpr std::size_t mostQuestions = 50'000'000;
constexpr std::size_t mostLookups = 1'000'000;
// Bytes of .directory files, which are read for each menu anew: a thousand times what a real menu has.
constexpr std::size_t mostTitles = std::size_t{32} << 20U;

} // namespace

/// The <DirectoryDir>s of a menu and of those above it.
struct MenuEvaluator::Chain {
    const MenuNode& node;
    const Chain* parent;
};

MenuEvaluator::MenuEvaluator(const MenuSources& sources, const ApplicationRules& rules, DesktopFiles& files,
                             base::Diagnostics& diagnostics)
    : rules_(rules), files_(files), diagnostics_(diagnostics), directoryFiles_(sources) {}

EvaluatedMenu MenuEvaluator::evaluate(const MenuNode& root) {
    EvaluatedMenu menu = collect(root, nullptr, nullptr);
    compile(root);
    masks_.resize(files_.fileCount());
    allocated_.resize(files_.ids().size());
    match(menu, false);
    match(menu, true);
    return menu;
}

EvaluatedMenu MenuEvaluator::collect(const MenuNode& node, const Pool* parent, const Chain* above) {
    const Chain chain{node, above};
    EvaluatedMenu menu;
    menu.node = &node;
    menu.pool = parent;
    if (!node.appDirs.empty() || parent == nullptr) {
        Pool& pool = pools_.emplace_back(parent);
        pool.add(node.appDirs, files_);
        menu.pool = &pool;
    }
    menu.name = base::toValidUtf8(node.name);
    readDirectory(menu, chain);
    menu.children.reserve(node.children.size());
    for (const MenuNode& child : node.children)
        menu.children.push_back(collect(child, menu.pool, &chain));
    return menu;
}

/// The last <Directory> that names an existing file counts ("Directory").
void MenuEvaluator::readDirectory(EvaluatedMenu& menu, const Chain& chain) {
    const auto& names = chain.node.directories;
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
        // "Only files ending in the extension .directory should be loaded."
        if (name->ends_with(".directory") && readDirectory(menu, chain, *name)) return;
    }
}

/// Of files with the same name that of the last <DirectoryDir> counts, a child's before its parent's. False
/// where there is no file `name`.
bool MenuEvaluator::readDirectory(EvaluatedMenu& menu, const Chain& chain, const std::string& name) {
    for (const Chain* at = &chain; at != nullptr; at = at->parent) {
        const auto& dirs = at->node.directoryDirs;
        for (auto dir = dirs.rbegin(); dir != dirs.rend(); ++dir) {
            if (++lookups_ > mostLookups || titles_ > mostTitles) {
                if (!std::exchange(toldOfLookups_, true))
                    diagnostics_.warning(
                        {name}, fmt::format("looked for .directory files {} times, or read {} MiB of them; "
                                            "the others are left out",
                                            mostLookups, mostTitles >> 20U));
                return false;
            }
            const auto text = directoryFiles_.read(*dir, name);
            if (!text) continue;
            if (*text) titles_ += (*text)->size();
            const std::string path = *dir + '/' + name;
            if (!*text) {
                diagnostics_.warning({path}, text->error().message + ", the menu's title is its name");
                return true;
            }
            return takeDirectory(menu, path, **text);
        }
    }
    return false;
}

/// False where the file counts as deleted.
bool MenuEvaluator::takeDirectory(EvaluatedMenu& menu, const std::string& path, std::string_view text) {
    const DesktopEntry entry =
        parseDesktopEntry(text, path, rules_.locale, Actions::skip, texts_, diagnostics_);
    if (entry.hidden) return false;
    if (!entry.isDesktopEntry) return true;
    if (entry.type != DesktopEntry::Type::directory) {
        diagnostics_.warning({path, 0, "Desktop Entry", "Type"}, "is not Directory, used all the same");
    }
    if (!entry.name.empty()) menu.name = base::toValidUtf8(entry.name);
    menu.comment = base::toValidUtf8(entry.comment);
    menu.icon = entry.icon;
    menu.hidden = entry.noDisplay || !isShownIn(entry, rules_.desktops);
    return true;
}

// All rules are compiled before any entry is asked: only then each category that a rule names has its bit.
// Those of deleted menus too, which decisions() may be asked of later.
void MenuEvaluator::compile(const MenuNode& node) {
    for (const RuleStatement& statement : node.statements) {
        matchers_.emplace(&statement, RuleMatcher(statement.rules, categories_));
        if (categories_.isFull() && !std::exchange(toldOfCategories_, true))
            diagnostics_.warning({statement.file, statement.line},
                                 fmt::format("more than {} categories in rules, nothing is in the others",
                                             CategoryTable::mostCategories));
    }
    for (const auto* children : {&node.children, &node.deletedChildren})
        for (const MenuNode& child : *children)
            compile(child);
}

/// One of the two passes of "OnlyUnallocated".
void MenuEvaluator::match(EvaluatedMenu& menu, bool onlyUnallocated) {
    if (menu.node->onlyUnallocated.value_or(false) == onlyUnallocated) fill(menu, onlyUnallocated);
    for (EvaluatedMenu& child : menu.children)
        match(child, onlyUnallocated);
}

void MenuEvaluator::fill(EvaluatedMenu& menu, bool onlyUnallocated) {
    if (menu.node->statements.empty() || questions_ > mostQuestions) return;
    const std::vector<Statement> statements = statementsOf(*menu.node);
    for (const Statement& statement : statements)
        questions_ += menu.pool->reach() * statement.matcher->size();
    if (questions_ > mostQuestions) return tellOfTooMany(*menu.node);
    menu.pool->forEach([&](const PoolEntry& entry) {
        if (entry.application->hiddenBecause != HiddenBecause::none) return;
        if (onlyUnallocated && isAllocated(*entry.file)) return;
        bool included = false;
        forEachDecision(statements, entry, [&](const RuleStatement& statement) {
            included = statement.include;
            // Excluded again, it still counts as allocated.
            if (included && !onlyUnallocated) allocated_[entry.file->number] = true;
        });
        if (included && ++placed_ <= mostPlaced) menu.entries.push_back(&entry);
    });
    if (placed_ > mostPlaced) tellOfTooMany(*menu.node);
}

void MenuEvaluator::tellOfTooMany(const MenuNode& node) {
    if (std::exchange(tooMany_, true)) return;
    const RuleStatement& statement = node.statements.front();
    diagnostics_.warning(
        {statement.file, statement.line},
        fmt::format("more than {} entries in all menus, or {} questions whether one belongs there, "
                    "the others are left out",
                    mostPlaced, mostQuestions));
}

std::vector<MenuEvaluator::Statement> MenuEvaluator::statementsOf(const MenuNode& node) const {
    std::vector<Statement> statements;
    for (const RuleStatement& statement : node.statements)
        statements.push_back({&statement, &matchers_.at(&statement)});
    return statements;
}

/// Calls `visit` for each statement that takes the entry in or out.
template <typename Visit>
void MenuEvaluator::forEachDecision(const std::vector<Statement>& statements, const PoolEntry& entry,
                                    Visit visit) {
    const RuleSubject subject{entry.file->id, maskOf(entry)};
    bool included = false;
    for (const auto& [statement, matcher] : statements) {
        if (statement->include == included || !matcher->matches(subject)) continue;
        included = statement->include;
        visit(*statement);
    }
}

std::vector<const RuleStatement*> MenuEvaluator::decisions(const MenuNode& menu, const PoolEntry& entry) {
    std::vector<const RuleStatement*> out;
    const bool barred = menu.onlyUnallocated.value_or(false) && isAllocated(*entry.file);
    if (entry.application->hiddenBecause == HiddenBecause::none && !barred) {
        forEachDecision(statementsOf(menu), entry,
                        [&](const RuleStatement& statement) { out.push_back(&statement); });
    }
    return out;
}

CategoryMask MenuEvaluator::maskOf(const PoolEntry& entry) {
    CategoryMask& mask = masks_[entry.file->file];
    if (mask.data() == nullptr)
        mask = categories_.mask(entry.application->entry.categories, entry.file->legacy, texts_);
    return mask;
}

} // namespace xdg
