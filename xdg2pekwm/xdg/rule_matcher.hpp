// Matching rules made fast: each set of rules is turned once into bit masks and hash sets, so that a menu
// with two hundred categories costs an entry a few machine words.
#pragma once

#include "xdg/menu_node.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace xdg {

/// A set of categories that some rule names; bit n is the n-th of the table.
using CategoryMask = std::vector<std::uint64_t>;

/// Gives each category that a rule names its bit.
class CategoryTable {
  public:
    [[nodiscard]] std::size_t add(const std::string& category);
    /// The bits of those of `categories` that any rule asks for; "Legacy" where `legacy` says so.
    [[nodiscard]] CategoryMask mask(const std::vector<std::string>& categories, bool legacy) const;

  private:
    std::unordered_map<std::string, std::size_t> bits_;
};

/// What rules are asked about an entry.
struct RuleSubject {
    std::string_view id;
    const CategoryMask& categories;
};

/// A list of rules joined by "or", ready to be asked. Depth is bounded by the reader of the .menu file.
class RuleMatcher {
  public:
    RuleMatcher(const std::vector<Rule>& rules, CategoryTable& table)
        : RuleMatcher(Join::any, rules, table) {}

    [[nodiscard]] bool matches(const RuleSubject& subject) const;

  private:
    enum class Join : std::uint8_t { any, every, none };
    RuleMatcher(Join join, const std::vector<Rule>& rules, CategoryTable& table);

    [[nodiscard]] bool matchesAny(const RuleSubject& subject) const;
    [[nodiscard]] bool matchesEvery(const RuleSubject& subject) const;

    Join join_;
    bool all_ = false; ///< an <All> is among the rules
    CategoryMask categories_;
    std::unordered_set<std::string> filenames_;
    std::vector<RuleMatcher> nested_;
};

} // namespace xdg
