#include "xdg/rule_matcher.hpp"

#include <algorithm>

namespace xdg {

namespace {

constexpr std::size_t wordBits = 64;

void setBit(CategoryMask& mask, std::size_t bit) {
    const std::size_t word = bit / wordBits;
    if (mask.size() <= word) mask.resize(word + 1, 0);
    mask[word] |= std::uint64_t{1} << (bit % wordBits);
}

bool intersects(const CategoryMask& a, const CategoryMask& b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if ((a[i] & b[i]) != 0) return true;
    }
    return false;
}

bool contains(const CategoryMask& set, const CategoryMask& part) {
    for (std::size_t i = 0; i < part.size(); ++i) {
        const std::uint64_t word = i < set.size() ? set[i] : 0;
        if ((part[i] & ~word) != 0) return false;
    }
    return true;
}

} // namespace

std::size_t CategoryTable::add(const std::string& category) {
    return bits_.try_emplace(category, bits_.size()).first->second;
}

CategoryMask CategoryTable::mask(const std::vector<std::string>& categories, bool legacy) const {
    CategoryMask mask;
    const auto add = [&](const std::string& category) {
        if (const auto it = bits_.find(category); it != bits_.end()) setBit(mask, it->second);
    };
    for (const std::string& category : categories)
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
            setBit(categories_, table.add(rule.text));
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
