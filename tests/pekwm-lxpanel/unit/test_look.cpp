#include "plan/look.hpp"

#include <doctest/doctest.h>
#include <string>

namespace {

const std::string good = "[look]\ndark = yes\nbackground = #102030 #a0b0c0\nicon = 24\nicon_small = 16\n"
                         "icon_gap = 8\nrow = 30\nrow_small = 22\nedge = 5\npanel = 34\n";

std::string without(const std::string& text, const std::string& key) {
    const auto at = text.find("\n" + key + " =") + 1;
    return text.substr(0, at) + text.substr(text.find('\n', at) + 1);
}

} // namespace

TEST_CASE("a look's file") {
    const auto look = plan::parseLook(good, "look");
    REQUIRE(look);
    CHECK(look->dark);
    CHECK(look->ground.top == 0x102030);
    CHECK(look->ground.bottom == 0xA0B0C0);
    CHECK(look->iconSmall == 16);
    CHECK(look->panel == 34);
}

TEST_CASE("a look's file that is not whole") {
    for (const char* key : {"background", "icon", "row_small", "edge", "panel"})
        CHECK_FALSE(plan::parseLook(without(good, key), "look"));
    for (const char* line :
         {"icon = many", "icon = -1", "background = #102030", "background = #10203g #a0b0c0"}) {
        const auto look = plan::parseLook(good + line + "\n", "folder/look");
        REQUIRE_FALSE(look);
        CHECK(look.error().message.starts_with("folder/look:11: "));
    }
}

TEST_CASE("the scale for a resolution") {
    CHECK(plan::scaleFor(0) == "1x");
    CHECK(plan::scaleFor(96) == "1x");
    CHECK(plan::scaleFor(119) == "1x");
    CHECK(plan::scaleFor(120) == "1.5x");
    CHECK(plan::scaleFor(144) == "1.5x");
    CHECK(plan::scaleFor(168) == "2x");
    CHECK(plan::scaleFor(384) == "2x");
}

TEST_CASE("menus fit on the screen") {
    const auto look = plan::parseLook(good, "look");
    REQUIRE(look);
    CHECK(plan::menuSize(*look, 1080) == plan::MenuSize{24, 8, 34});
    CHECK(plan::menuSize(*look, 768) == plan::MenuSize{24, 8, 24});
    CHECK(plan::menuSize(*look, 600) == plan::MenuSize{16, 8, 25});
    for (unsigned height = 200; height < 2000; height += 7) {
        const auto size = plan::menuSize(*look, height);
        const unsigned row = size.icon == look->icon ? look->row : look->rowSmall;
        CHECK(size.rows * row + 2 * look->edge + look->panel <= height);
    }
    CHECK(plan::menuSize(*look, 0).rows == 4);
}

TEST_CASE("sizes of icons that the user's configuration of the generator names") {
    plan::MenuSize size{24, 8, 30};
    plan::takeSizes(size, "[icons]\nsize = 20\ngap=0\n[menu]\nrows = 5\n", "config");
    CHECK(size == plan::MenuSize{20, 0, 30});
    plan::takeSizes(size, "size = 32\n[icons]\nsize = 7\nsize = 513\ngap = many\ngap = 257\n", "config");
    CHECK(size == plan::MenuSize{20, 0, 30});
}

TEST_CASE("what the generator is told") {
    auto look = plan::parseLook(good, "look");
    REQUIRE(look);
    look->name = "dark";
    plan::MenuWishes wishes;
    CHECK(plan::generatorConfig(wishes).ends_with("\n[menu]\nlogout = pekwm-lxpanel ctl logout\n[icons]\n"));
    wishes = {&*look, {24, 8, 30}, {20, 8, 30}, {"light", "dark"}, "/a:/b c", "Papirus"};
    CHECK(plan::generatorConfig(wishes).ends_with("ctl logout\nrows = 30\nlooks = light;*dark\n"
                                                  "[icons]\nsize = 24\ngap = 8\ntheme = Papirus\n"
                                                  "path = /a;/b c\n"));
}

TEST_CASE("what pekwm is told") {
    auto look = plan::parseLook(good, "look");
    REQUIRE(look);
    look->folder = "/a \"b\\c";
    const std::string text = plan::pekwmFragment(*look, {24, 8, 20});
    CHECK(text.find("Files { Theme = \"/a \\\"b\\\\c/pekwm\" }\n") == 0);
    CHECK(text.find("Icons = \"DEFAULT\" { Minimum = \"32x24\"; Maximum = \"32x24\" }") != std::string::npos);
    CHECK(text.find("Icons = \"GotoClient\" { Minimum = \"24x24\"; Maximum = \"24x24\" }") !=
          std::string::npos);
}
