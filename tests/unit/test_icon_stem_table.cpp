#include "icons/stem_table.hpp"

#include <doctest/doctest.h>
#include <string>

TEST_CASE("stem table: the first place of each name, however many there are") {
    icons::StemTable table;
    CHECK(table.find("any") == nullptr);
    constexpr std::uint32_t names = 3000; // makes it grow more than once
    for (std::uint32_t i = 0; i < names; ++i)
        table.add("name" + std::to_string(i), static_cast<int>(i % 3), i);
    for (std::uint32_t i = 0; i < names; ++i) {
        const icons::StemTable::Found* found = table.find("name" + std::to_string(i));
        REQUIRE(found != nullptr);
        CHECK(found->place == i);
        CHECK(found->endings == (1U << (i % 3)));
    }
    CHECK(table.find("name3000") == nullptr);
    CHECK(table.find("") == nullptr);
}

TEST_CASE("stem table: endings join within a place, and a later place counts no more") {
    icons::StemTable table;
    table.add("a", 0, 1);
    table.add("a", 2, 1);
    table.add("a", 1, 2);
    const icons::StemTable::Found* found = table.find("a");
    REQUIRE(found != nullptr);
    CHECK(found->place == 1);
    CHECK(found->endings == 0b101);
    table.add("", 0, 1);
    table.add(std::string(70000, 'x'), 0, 1); // no file has such a name
    CHECK(table.find(std::string(70000, 'x')) == nullptr);
}
