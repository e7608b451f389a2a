#include "base/text_index.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

TEST_CASE("text index: each text has one number, in their order") {
    base::TextIndex index;
    CHECK_FALSE(index.find("x"));
    std::vector<std::string> texts{""};
    for (int i = 0; i < 3000; ++i)
        texts.push_back(std::string(static_cast<std::size_t>(i % 20), 'a') + std::to_string(i));
    for (std::size_t i = 0; i < texts.size(); ++i) {
        CHECK_FALSE(index.find(texts[i]));
        const auto number = index.add(texts[i]);
        CHECK(number.added);
        CHECK(number.number == i);
    }
    CHECK(index.size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string copy = texts[i];
        CHECK(index.find(copy) == i);
        CHECK_FALSE(index.add(copy).added);
        CHECK(index.add(copy).number == i);
    }
    CHECK_FALSE(index.find("b"));
    CHECK_FALSE(index.find(std::string(1, '\0')));
}
