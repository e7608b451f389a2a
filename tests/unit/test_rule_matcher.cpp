#include "xdg/rule_matcher.hpp"

#include <doctest/doctest.h>

using xdg::CategoryTable;
using xdg::Rule;
using xdg::RuleMatcher;
using RuleKind = xdg::Rule::Kind;

namespace {

Rule category(const char* name) {
    return {RuleKind::category, name};
}
Rule filename(const char* name) {
    return {RuleKind::filename, name};
}
Rule all() {
    return {RuleKind::all};
}
Rule join(RuleKind kind, std::vector<Rule> children) {
    return {kind, {}, std::move(children)};
}

bool matches(const std::vector<Rule>& rules, const char* id, const std::vector<std::string_view>& categories,
             bool legacy = false) {
    CategoryTable table;
    const RuleMatcher matcher(rules, table);
    base::Arena arena;
    const xdg::CategoryMask mask = table.mask(categories, legacy, arena);
    return matcher.matches({id, mask});
}

} // namespace

TEST_CASE("rules: the simple ones, joined by or") {
    CHECK_FALSE(matches({}, "a.desktop", {"A"}));
    CHECK(matches({all()}, "a.desktop", {}));
    CHECK(matches({category("A")}, "a.desktop", {"B", "A"}));
    CHECK_FALSE(matches({category("A")}, "a.desktop", {"a", "AA", "B"}));
    CHECK(matches({filename("a.desktop")}, "a.desktop", {}));
    CHECK_FALSE(matches({filename("a.desktop")}, "A.desktop", {}));
    CHECK(matches({category("X"), filename("a.desktop")}, "a.desktop", {}));
}

TEST_CASE("rules: and, or, not, with nothing in them and one in the other") {
    CHECK(matches({join(RuleKind::allOf, {category("A"), category("B")})}, "a", {"B", "A"}));
    CHECK_FALSE(matches({join(RuleKind::allOf, {category("A"), category("B")})}, "a", {"A"}));
    CHECK_FALSE(matches({join(RuleKind::allOf, {filename("a"), filename("b")})}, "a", {}));
    CHECK(matches({join(RuleKind::allOf, {filename("a"), all(), category("A")})}, "a", {"A"}));
    CHECK(matches({join(RuleKind::noneOf, {category("A"), category("B")})}, "a", {"C"}));
    CHECK_FALSE(matches({join(RuleKind::noneOf, {category("A"), category("B")})}, "a", {"B"}));
    CHECK_FALSE(matches({join(RuleKind::noneOf, {all()})}, "a", {}));
    CHECK(
        matches({join(RuleKind::anyOf, {category("A"), join(RuleKind::noneOf, {category("B")})})}, "a", {}));
    CHECK(matches({join(RuleKind::noneOf, {join(RuleKind::noneOf, {category("A")})})}, "a", {"A"}));
    CHECK(matches({join(RuleKind::allOf, {join(RuleKind::anyOf, {category("A"), category("B")}),
                                          join(RuleKind::noneOf, {category("C")})})},
                  "a", {"B"}));
    // None of no rules says no; none of no rules says yes.
    CHECK(matches({join(RuleKind::allOf, {})}, "a", {}));
    CHECK(matches({join(RuleKind::noneOf, {})}, "a", {}));
    CHECK_FALSE(matches({join(RuleKind::anyOf, {})}, "a", {}));
}

TEST_CASE("rules: more categories than a machine word has bits") {
    std::vector<Rule> rules;
    for (int i = 0; i < 200; ++i)
        rules.push_back(category(("C" + std::to_string(i)).c_str()));
    for (int i = 0; i < 200; ++i) {
        CHECK(matches(rules, "a", {"C" + std::to_string(i)}));
        CHECK(matches({join(RuleKind::allOf, {rules[static_cast<std::size_t>(i)], rules[199]})}, "a",
                      {"C199", "C" + std::to_string(i)}));
    }
    CHECK_FALSE(matches(rules, "a", {"C200"}));
    CHECK_FALSE(matches({join(RuleKind::allOf, rules)}, "a", {"C0", "C199"}));
}

TEST_CASE("rules: legacy entries have the category Legacy") {
    CHECK(matches({category("Legacy")}, "a", {}, true));
    CHECK_FALSE(matches({category("Legacy")}, "a", {}, false));
}
