// From a merged tree of <Menu>s to the menu that is shown: pools, rules, titles, order
// (Desktop Menu Specification, "Generating the menus").
#pragma once

#include "base/arena.hpp"
#include "base/diagnostics.hpp"
#include "xdg/desktop_pool.hpp"
#include "xdg/directory_files.hpp"
#include "xdg/menu.hpp"
#include "xdg/menu_node.hpp"
#include "xdg/menu_sources.hpp"
#include "xdg/rule_matcher.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace xdg {

/// A <Menu> with what was found for it; the tree has the shape of the MenuNodes'.
struct EvaluatedMenu {
    const MenuNode* node = nullptr;
    const Pool* pool = nullptr;
    std::vector<const PoolEntry*> entries; ///< what the rules put in, in no order that is shown
    std::string name;                      ///< of the .directory file, else the node's
    std::string comment;
    std::string icon;
    bool hidden = false; ///< the .directory file says so
    std::vector<EvaluatedMenu> children;
};

/// Calls `see` with `menu` and with each menu below it, as the tree is written.
template <typename See>
void forEachMenu(const EvaluatedMenu& menu, const See& see) {
    see(menu);
    for (const EvaluatedMenu& child : menu.children)
        forEachMenu(child, see);
}

/// Evaluates one tree. The evaluator owns the pools and must outlive the menus that it returned.
class MenuEvaluator {
  public:
    MenuEvaluator(const MenuSources& sources, const ApplicationRules& rules, DesktopFiles& files,
                  base::Diagnostics& diagnostics);

    /// `root` must outlive the result.
    [[nodiscard]] EvaluatedMenu evaluate(const MenuNode& root);

    /// Whether an <Include> of a menu without <OnlyUnallocated> matched the file's ID.
    [[nodiscard]] bool isAllocated(const DesktopFile& file) const {
        return file.number < allocated_.size() && allocated_[file.number];
    }

    /// The statements that took the entry into the menu and out of it again, in their order; of a deleted
    /// menu those that would have.
    [[nodiscard]] std::vector<const RuleStatement*> decisions(const MenuNode& menu, const PoolEntry& entry);

  private:
    struct Chain;
    EvaluatedMenu collect(const MenuNode& node, const Pool* parent, const Chain* chain);
    void readDirectory(EvaluatedMenu& menu, const Chain& chain);
    bool readDirectory(EvaluatedMenu& menu, const Chain& chain, const std::string& name);
    bool takeDirectory(EvaluatedMenu& menu, const std::string& path, std::string_view text);
    void compile(const MenuNode& node);
    void match(EvaluatedMenu& menu, bool onlyUnallocated);
    void fill(EvaluatedMenu& menu, bool onlyUnallocated);
    /// The statements of a node, ready to be asked.
    struct Statement {
        const RuleStatement* statement;
        const RuleMatcher* matcher;
    };
    [[nodiscard]] std::vector<Statement> statementsOf(const MenuNode& node) const;
    template <typename Visit>
    void forEachDecision(const std::vector<Statement>& statements, const PoolEntry& entry, Visit visit);
    void tellOfTooMany(const MenuNode& node);
    CategoryMask maskOf(const PoolEntry& entry);

    const ApplicationRules& rules_;
    DesktopFiles& files_;
    base::Diagnostics& diagnostics_;
    DirectoryFiles directoryFiles_;
    std::deque<Pool> pools_;
    base::Arena texts_;               ///< of .directory files, and the masks
    std::vector<CategoryMask> masks_; ///< by DesktopFile::file; null: not asked for yet
    CategoryTable categories_;
    bool toldOfCategories_ = false; ///< that there are too many
    std::unordered_map<const RuleStatement*, RuleMatcher> matchers_;
    std::vector<bool> allocated_; ///< by DesktopFile::number
    std::size_t placed_ = 0;      ///< entries, in all menus
    std::size_t questions_ = 0;   ///< to lists of rules about entries, asked or not
    bool tooMany_ = false;        ///< of those
    std::size_t lookups_ = 0;     ///< of .directory files
    std::size_t titles_ = 0;      ///< bytes of those
    bool toldOfLookups_ = false;  ///< that there are too many
};

} // namespace xdg
