#include "xdg/rule_matcher.hpp"

#include <algorithm>
#include <functional>

namespace xdg {

namespace {

constexpr std::size_t wordBits = 64;

void setBit(std::span<std::uint64_t> mask, std::size_t bit) {
    mask[bit / wordBits] |= std::uint64_t{1} << (bit % wordBits);
}

bool intersects(CategoryMask a, CategoryMask b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if ((a[i] & b[i]) != 0) return true;
    }
    return false;
}

bool contains(CategoryMask set, CategoryMask part) {
    for (std::size_t i = 0; i < part.size(); ++i) {
        const std::uint64_t word = i < set.size() ? set[i] : 0;
        if ((part[i] & ~word) != 0) return false;
    }
    return true;
}

} // namespace

std::size_t CategoryTable::add(std::string_view category) {
    if (const auto known = bits_.find(category)) return *known;
    if (bits_.size() < mostCategories) return bits_.add(names_.keep(category)).number;
    full_ = true;
    return mostCategories;
}

CategoryMask CategoryTable::mask(std::span<const std::string_view> categories, bool legacy,
                                 base::Arena& arena) const {
    const std::span<std::uint64_t> mask = arena.make<std::uint64_t>((bits_.size() + wordBits - 1) / wordBits);
    const auto add = [&](std::string_view category) {
        if (const auto bit = bits_.find(category)) setBit(mask, *bit);
    };
    for (const std::string_view category : categories)
        add(category);
    if (legacy) add("Legacy");
    return mask;
}

RuleMatcher::RuleMatcher(Join join, const std::vector<Rule>& rules, CategoryTable& table) : join_(join) {
    for (const Rule& rule : rules) {
        switch (rule.kind) {
        case Rule::Kind::all:
            all_ = true;
            break;
        case Rule::Kind::filename:
            filenames_.insert(rule.text);
            break;
        case Rule::Kind::category:
            addCategory(table.add(rule.text));
            break;
        case Rule::Kind::allOf:
            nested_.push_back(RuleMatcher(Join::every, rule.children, table));
            break;
        case Rule::Kind::anyOf:
            nested_.push_back(RuleMatcher(Join::any, rule.children, table));
            break;
        case Rule::Kind::noneOf:
            nested_.push_back(RuleMatcher(Join::none, rule.children, table));
            break;
        }
    }
    for (const RuleMatcher& rule : nested_)
        size_ += rule.size_;
    if (join_ == Join::any) needed_ = neededByAny();
    if (join_ == Join::every) needed_ = neededByEvery();
}

/// One of all those that its rules need, where each of them needs some.
std::vector<std::uint64_t> RuleMatcher::neededByAny() const {
    if (all_ || !filenames_.empty()) return {};
    std::vector<std::uint64_t> needed = categories_;
    for (const RuleMatcher& rule : nested_) {
        if (rule.needed_.empty()) return {};
        needed.resize(std::max(needed.size(), rule.needed_.size()));
        std::transform(rule.needed_.begin(), rule.needed_.end(), needed.begin(), needed.begin(),
                       std::bit_or<>());
    }
    return needed;
}

/// What one rule needs is enough.
std::vector<std::uint64_t> RuleMatcher::neededByEvery() const {
    if (!categories_.empty()) return categories_;
    const auto rule = std::find_if(nested_.begin(), nested_.end(),
                                   [](const RuleMatcher& nested) { return !nested.needed_.empty(); });
    return rule == nested_.end() ? std::vector<std::uint64_t>() : rule->needed_;
}

void RuleMatcher::addCategory(std::size_t bit) {
    categories_.resize(std::max(categories_.size(), bit / wordBits + 1));
    setBit(categories_, bit);
}

bool RuleMatcher::matches(const RuleSubject& subject) const {
    if (!needed_.empty() && !intersects(needed_, subject.categories)) return false;
    switch (join_) {
    case Join::any:
        return matchesAny(subject);
    case Join::every:
        return matchesEvery(subject);
    case Join::none:
        return !matchesAny(subject);
    }
    return false;
}

bool RuleMatcher::matchesAny(const RuleSubject& subject) const {
    if (all_ || intersects(categories_, subject.categories)) return true;
    if (!filenames_.empty() && filenames_.contains(std::string(subject.id))) return true;
    return std::any_of(nested_.begin(), nested_.end(),
                       [&](const RuleMatcher& rule) { return rule.matches(subject); });
}

// With no rules at all every entry matches: none of them says no.
bool RuleMatcher::matchesEvery(const RuleSubject& subject) const {
    if (!contains(subject.categories, categories_)) return false;
    if (filenames_.size() > 1 || (filenames_.size() == 1 && *filenames_.begin() != subject.id)) return false;
    return std::all_of(nested_.begin(), nested_.end(),
                       [&](const RuleMatcher& rule) { return rule.matches(subject); });
}

} // namespace xdg
