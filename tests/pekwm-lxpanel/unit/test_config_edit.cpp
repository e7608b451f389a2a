#include "config/config_edit.hpp"

#include <doctest/doctest.h>
#include <string>

namespace {

std::string set(std::string_view text) {
    return config::withSetting(text, "looks", "theme", "dark");
}

} // namespace

TEST_CASE("a file with no such section gets one at its end") {
    CHECK(set("") == "[looks]\ntheme = dark\n");
    CHECK(set("[x]\ndpi = 96\n") == "[x]\ndpi = 96\n\n[looks]\ntheme = dark\n");
    CHECK(set("[x]\ndpi = 96") == "[x]\ndpi = 96\n\n[looks]\ntheme = dark\n");
}

TEST_CASE("a section with no such key gets it at its end") {
    CHECK(set("[looks]\n\n[x]\ndpi = 96\n") == "[looks]\ntheme = dark\n\n[x]\ndpi = 96\n");
    CHECK(set("[looks]\n# mine\n\n\n[x]\n") == "[looks]\n# mine\ntheme = dark\n\n\n[x]\n");
    CHECK(set("[looks]") == "[looks]\ntheme = dark\n");
}

TEST_CASE("a value is replaced where it stands") {
    CHECK(set("[looks]\ntheme = light\n") == "[looks]\ntheme = dark\n");
    CHECK(set("# one\n[looks] \n  theme=light ; my own\n\n[x]\n") ==
          "# one\n[looks] \n  theme= dark ; my own\n\n[x]\n");
    CHECK(set("[looks]\r\ntheme = light\r\n") == "[looks]\r\ntheme = dark\r\n");
    CHECK(set("[looks]\ntheme =\n") == "[looks]\ntheme = dark\n");
    CHECK(set("[looks]\ntheme = a\v; mine ; too\n") == "[looks]\ntheme = dark\v; mine ; too\n");
    CHECK(set("[looks]\ntheme =\fa\v\n") == "[looks]\ntheme =\fdark\v\n");
}

TEST_CASE("of several the last one, which counts") {
    CHECK(set("[looks]\ntheme = a\n[x]\ntheme = b\n[looks]\ntheme = c\n") ==
          "[looks]\ntheme = a\n[x]\ntheme = b\n[looks]\ntheme = dark\n");
}

TEST_CASE("comments and other sections are no place for it") {
    CHECK(set("[looks]\n#theme = a\n;theme = b\n") == "[looks]\n#theme = a\n;theme = b\ntheme = dark\n");
    CHECK(set("[icons]\ntheme = Papirus\n") == "[icons]\ntheme = Papirus\n\n[looks]\ntheme = dark\n");
}

TEST_CASE("done twice is done once") {
    const std::string once = set("[x]\na = b\n");
    CHECK(set(once) == once);
}

TEST_CASE("what is read in another way than it looks like is left alone") {
    CHECK(set("[looks]\ntheme = a\ntheme: b\n") == "[looks]\ntheme = a\ntheme: b\n\n[looks]\ntheme = dark\n");
    CHECK(set("[x]\n[looks\ndpi = 96\n") == "[x]\n[looks\ndpi = 96\n\n[looks]\ntheme = dark\n");
    const std::string tooLong =
        "[looks]\n" + std::string(300, ' ') + "theme" + std::string(300, ' ') + "= a\n";
    CHECK(set(tooLong) == tooLong + "\n[looks]\ntheme = dark\n");
    const std::string remark = " ; " + std::string(300, 'x') + "\n";
    CHECK(set("[looks]\ntheme = a" + remark) == "[looks]\ntheme = dark" + remark);
}
