#include "icons/theme_cache.hpp"

#include "support/icon_fixtures.hpp"
#include "support/png.hpp"

#include <doctest/doctest.h>
#include <random>

using icons::ThemeCache;

namespace {

const std::vector<std::string> directories = {"16x16/apps", "scalable/apps"};

std::string sample() {
    return support::iconCache(directories, {{"editor", {{0, 4}, {1, 2}}},
                                            {"caf\xc3\xa9", {{1, 7}}},
                                            {"terminal", {{0, 1}}},
                                            {"viewer", {{1, 2}}},
                                            {"none", {}}});
}

std::string changed(std::string cache, std::size_t at, std::uint32_t value) {
    return cache.replace(at, 4, support::bigEndian(value));
}

/// Every name that could be there; only that it ends, and stays in bounds, is of interest.
void findAll(const ThemeCache& cache) {
    std::vector<ThemeCache::Image> images;
    for (const char* name : {"editor", "caf\xc3\xa9", "terminal", "viewer", "none", "absent", ""}) {
        if (const auto done = cache.find(name, images)) {
            for (const auto& image : images)
                CHECK(image.directory < cache.directories().size());
        }
    }
}

} // namespace

TEST_CASE("icon theme cache: a sound one says where each icon is") {
    const std::string bytes = sample();
    const auto cache = ThemeCache::read(bytes);
    REQUIRE(cache);
    CHECK(cache->directories() == std::vector<std::string_view>{"16x16/apps", "scalable/apps"});
    std::vector<ThemeCache::Image> images;
    REQUIRE(cache->find("editor", images));
    REQUIRE(images.size() == 2);
    CHECK(images[0].directory == 0);
    CHECK(images[0].endings == 1U); // .png
    CHECK(images[1].directory == 1);
    CHECK(images[1].endings == 2U);              // .svg
    REQUIRE(cache->find("caf\xc3\xa9", images)); // the hash is over signed characters
    REQUIRE(images.size() == 1);
    CHECK(images[0].endings == 7U);
    REQUIRE(cache->find("terminal", images));
    REQUIRE(images.size() == 1);
    CHECK(images[0].endings == 4U); // .xpm
    REQUIRE(cache->find("absent", images));
    CHECK(images.empty());
    REQUIRE(cache->find("edito", images));
    CHECK(images.empty());
}

TEST_CASE("icon theme cache: cut at every byte, it never reads beyond its end") {
    const std::string bytes = sample();
    std::size_t refused = 0;
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const std::vector<char> exact(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
        const auto cache = ThemeCache::read({exact.data(), exact.size()});
        if (cache)
            findAll(*cache);
        else
            ++refused;
    }
    CHECK(refused > 12);
}

TEST_CASE("icon theme cache: random bytes, and random changes of a sound one") {
    std::mt19937 random(7);
    const std::string sound = sample();
    for (int round = 0; round < 20000; ++round) {
        std::string bytes = sound;
        const int changes = 1 + static_cast<int>(random() % 8);
        for (int n = 0; n < changes; ++n)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        if (const auto cache = ThemeCache::read(bytes)) findAll(*cache);
    }
    for (int round = 0; round < 2000; ++round) {
        std::string bytes(random() % 300, '\0');
        for (char& c : bytes)
            c = static_cast<char>(random());
        if (bytes.size() >= 4) bytes.replace(0, 4, std::string("\0\1\0\0", 4));
        if (const auto cache = ThemeCache::read(bytes)) findAll(*cache);
    }
}

TEST_CASE("icon theme cache: hostile tables are refused, and cost little") {
    const std::string one = support::iconCache(directories, {{"a", {{0, 4}}}}, 1);
    std::vector<ThemeCache::Image> images;
    REQUIRE(ThemeCache::read(one)->find("a", images));
    const std::size_t link = 12 + 4 + 4;

    SUBCASE("another version") {
        CHECK_FALSE(ThemeCache::read(changed(one, 0, 0x00020000)));
    }
    SUBCASE("a chain that leads to itself") {
        const std::string bytes = changed(one, link, static_cast<std::uint32_t>(link));
        CHECK_FALSE(ThemeCache::read(bytes)->find("b", images));
    }
    SUBCASE("a hash table of four thousand million chains") {
        CHECK_FALSE(ThemeCache::read(changed(one, 12, 0xFFFFFFFF)));
    }
    SUBCASE("no chains at all") {
        const std::string bytes = changed(one, 12, 0);
        CHECK(ThemeCache::read(bytes)->find("a", images));
        CHECK(images.empty());
    }
    SUBCASE("a name outside") {
        const std::string bytes = changed(one, link + 4, 0x7FFFFFFF);
        CHECK_FALSE(ThemeCache::read(bytes)->find("a", images));
    }
    SUBCASE("images outside") {
        const std::string bytes = changed(one, link + 8, static_cast<std::uint32_t>(one.size() - 2));
        CHECK_FALSE(ThemeCache::read(bytes)->find("a", images));
    }
    SUBCASE("too many images") {
        const std::string bytes = changed(one, link + 12, 0x10000000);
        CHECK_FALSE(ThemeCache::read(bytes)->find("a", images));
    }
    SUBCASE("a directory that is not listed") {
        const std::string bytes = changed(one, link + 16, 0x00050004);
        CHECK_FALSE(ThemeCache::read(bytes)->find("a", images));
    }
}
