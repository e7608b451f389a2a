#include "xdg/rule_matcher.hpp"

#include <algorithm>

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
    const auto known = bits_.find(category);
    return known ? *known : bits_.add(names_.keep(category)).number;
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
}

void RuleMatcher::addCategory(std::size_t bit) {
    categories_.resize(std::max(categories_.size(), bit / wordBits + 1));
    setBit(categories_, bit);
}

bool RuleMatcher::matches(const RuleSubject& subject) const {
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
