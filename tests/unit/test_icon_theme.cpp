#include "icons/icon_theme.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <string>

using icons::DirectoryType;
using icons::IconDirectory;

namespace {

icons::IconTheme parse(std::string_view text, base::Diagnostics& diagnostics) {
    return icons::parseIconTheme(text, "/t/index.theme", diagnostics);
}

} // namespace

TEST_CASE("icon theme: which sizes a directory matches, and how far the others are") {
    struct Row {
        IconDirectory directory;
        int size;
        int scale;
        bool matches;
        int distance;
    };
    const IconDirectory fixed{"f", 24, 1, DirectoryType::fixed, 24, 24, 2};
    const IconDirectory fixedTwice{"f2", 24, 2, DirectoryType::fixed, 24, 24, 2};
    const IconDirectory scalable{"s", 48, 1, DirectoryType::scalable, 16, 64, 2};
    const IconDirectory scalableTwice{"s2", 48, 2, DirectoryType::scalable, 16, 64, 2};
    const IconDirectory threshold{"t", 32, 1, DirectoryType::threshold, 32, 32, 2};
    const IconDirectory thresholdTwice{"t2", 32, 2, DirectoryType::threshold, 32, 32, 4};
    const IconDirectory strict{"t0", 32, 1, DirectoryType::threshold, 32, 32, 0};
    const Row rows[] = {
        {fixed, 24, 1, true, 0},
        {fixed, 23, 1, false, 1},
        {fixed, 25, 1, false, 1},
        {fixed, 48, 1, false, 24},
        {fixed, 24, 2, false, 24}, // 48 device pixels wanted, 24 there
        {fixedTwice, 24, 2, true, 0},
        {fixedTwice, 48, 1, false, 0}, // the right pixels, but drawn for another scale
        {fixedTwice, 24, 1, false, 24},
        {fixedTwice, 22, 2, false, 4},
        {scalable, 16, 1, true, 0},
        {scalable, 64, 1, true, 0},
        {scalable, 15, 1, false, 1},
        {scalable, 65, 1, false, 1},
        {scalable, 24, 2, false, 0},
        {scalable, 48, 2, false, 32},
        {scalableTwice, 16, 2, true, 0},
        {scalableTwice, 15, 2, false, 2},
        {scalableTwice, 16, 1, false, 16},
        {threshold, 30, 1, true, 0},
        {threshold, 34, 1, true, 0},
        {threshold, 29, 1, false, 3}, // measured from the nominal size
        {threshold, 35, 1, false, 3},
        {threshold, 16, 2, false, 0},
        {thresholdTwice, 28, 2, true, 0},
        {thresholdTwice, 27, 2, false, 10},
        {thresholdTwice, 37, 2, false, 10},
        {strict, 32, 1, true, 0},
        {strict, 31, 1, false, 1},
    };
    for (const Row& row : rows) {
        CAPTURE(row.directory.path);
        CAPTURE(row.size);
        CAPTURE(row.scale);
        CHECK(icons::matchesSize(row.directory, row.size, row.scale) == row.matches);
        CHECK(icons::sizeDistance(row.directory, row.size, row.scale) == row.distance);
    }
}

TEST_CASE("icon theme: the index is read with the specification's defaults") {
    base::Diagnostics diagnostics;
    const auto theme = parse("[Icon Theme]\nName=T\nName[de]=U\nInherits=a, b ,,c\nHidden=true\n"
                             "Directories=16/apps,plain,sc\nScaledDirectories=16@2/apps\n"
                             "[16/apps]\nSize=16\nType=Fixed\nContext=Applications\n"
                             "[plain]\nSize=48\n"
                             "[sc]\nSize=64\nType=Scalable\nMinSize=8\nMaxSize=512\n"
                             "[16@2/apps]\nSize=16\nScale=2\nType=Threshold\nThreshold=5\n",
                             diagnostics);
    CHECK(theme.inherits == std::vector<std::string>{"a", "b", "c"});
    CHECK(theme.hidden);
    REQUIRE(theme.directories.size() == 4);
    CHECK(theme.directories[0] == IconDirectory{"16/apps", 16, 1, DirectoryType::fixed, 16, 16, 2});
    CHECK(theme.directories[1] == IconDirectory{"plain", 48, 1, DirectoryType::threshold, 48, 48, 2});
    CHECK(theme.directories[2] == IconDirectory{"sc", 64, 1, DirectoryType::scalable, 8, 512, 2});
    CHECK(theme.directories[3] == IconDirectory{"16@2/apps", 16, 2, DirectoryType::threshold, 16, 16, 5});
    CHECK(diagnostics.all().empty());
}

TEST_CASE("icon theme: a broken directory costs only itself, and is reported") {
    base::Diagnostics diagnostics;
    const auto theme = parse("[Icon Theme]\nDirectories=no-group,no-size,../out,/abs,bad-size,odd,good,good\n"
                             "[no-size]\nType=Fixed\n[../out]\nSize=16\n[/abs]\nSize=16\n"
                             "[bad-size]\nSize=99999999999\n[odd]\nSize=16\nType=Round\nThreshold=-1\n"
                             "[good]\nSize=24\n",
                             diagnostics);
    REQUIRE(theme.directories.size() == 2);
    CHECK(theme.directories[0] == IconDirectory{"odd", 16, 1, DirectoryType::threshold, 16, 16, 2});
    CHECK(theme.directories[1].path == "good");
    CHECK(diagnostics.all().size() == 8); // five left out, three values not understood
}

TEST_CASE("icon theme: matching directories come first as listed, then the closest") {
    icons::IconTheme theme;
    theme.directories = {{"48", 48, 1, DirectoryType::fixed, 48, 48, 2},
                         {"22", 22, 1, DirectoryType::threshold, 22, 22, 2},
                         {"32", 32, 1, DirectoryType::fixed, 32, 32, 2},
                         {"24", 24, 1, DirectoryType::fixed, 24, 24, 2},
                         {"16", 16, 1, DirectoryType::fixed, 16, 16, 2}};
    CHECK(icons::searchOrder(theme, 24, 1) == std::vector<std::uint32_t>{1, 3, 2, 4, 0});
}

TEST_CASE("icon theme: an index of nothing, of garbage and of too many directories") {
    base::Diagnostics diagnostics;
    CHECK(parse("", diagnostics).directories.empty());
    CHECK(parse("\xff\xfe[[[\n=\n]]", diagnostics).directories.empty());
    std::string text = "[Icon Theme]\nDirectories=";
    for (int n = 0; n < 20000; ++n)
        text += fmt::format("d{},", n);
    text += '\n';
    for (int n = 0; n < 20000; ++n)
        text += fmt::format("[d{}]\nSize=16\n", n);
    CHECK(parse(text, diagnostics).directories.size() <= 4096);
}
