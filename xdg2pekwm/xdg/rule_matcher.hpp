// Matching rules made fast: each set of rules is turned once into bit masks and hash sets, so that a menu
// with two hundred categories costs an entry a few machine words.
#pragma once

#include "base/arena.hpp"
#include "base/text_index.hpp"
#include "xdg/menu_node.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace xdg {

/// A set of categories that some rule names; bit n is the n-th of the table.
using CategoryMask = std::span<const std::uint64_t>;

/// Gives each category that a rule names its bit.
class CategoryTable {
  public:
    /// Some ten times as many as all real menus name. The others share one bit, which no entry has.
    static constexpr std::size_t mostCategories = 4095;

    [[nodiscard]] std::size_t add(std::string_view category);
    /// Whether rules have named more.
    [[nodiscard]] bool isFull() const { return full_; }
    /// The bits of those of `categories` that any rule asks for; "Legacy" where `legacy` says so. In `arena`.
    [[nodiscard]] CategoryMask mask(std::span<const std::string_view> categories, bool legacy,
                                    base::Arena& arena) const;

  private:
    base::Arena names_;
    base::TextIndex bits_;
    bool full_ = false;
};

/// What rules are asked about an entry.
struct RuleSubject {
    std::string_view id;
    CategoryMask categories;
};

/// A list of rules joined by "or", ready to be asked. Depth is bounded by the reader of the .menu file.
class RuleMatcher {
  public:
    RuleMatcher(const std::vector<Rule>& rules, CategoryTable& table)
        : RuleMatcher(Join::any, rules, table) {}

    [[nodiscard]] bool matches(const RuleSubject& subject) const;
    /// How many lists of rules there are in it, which is what a question to it may cost.
    [[nodiscard]] std::size_t size() const { return size_; }

  private:
    enum class Join : std::uint8_t { any, every, none };
    RuleMatcher(Join join, const std::vector<Rule>& rules, CategoryTable& table);

    void addCategory(std::size_t bit);
    [[nodiscard]] std::vector<std::uint64_t> neededByAny() const;
    [[nodiscard]] std::vector<std::uint64_t> neededByEvery() const;
    [[nodiscard]] bool matchesAny(const RuleSubject& subject) const;
    [[nodiscard]] bool matchesEvery(const RuleSubject& subject) const;

    Join join_;
    std::size_t size_ = 1;
    bool all_ = false;                      ///< an <All> is among the rules
    std::vector<std::uint64_t> categories_; ///< a CategoryMask
    std::unordered_set<std::string> filenames_;
    std::vector<RuleMatcher> nested_;
    /// A CategoryMask of which an entry that matches has at least one: what most menus ask of most entries is
    /// answered by it. Empty where one without any may match.
    std::vector<std::uint64_t> needed_;
};

} // namespace xdg
