#include "pekwm/menu_file.hpp"
#include "support/pekwm_model.hpp"

#include <doctest/doctest.h>
#include <random>
#include <utility>

using pekwm::Generation;

namespace {

constexpr Generation generations[] = {Generation::v0_1, Generation::v0_2};

const std::vector<std::string_view> program{"in"};

pekwm::MenuFile fileWith(std::vector<pekwm::Item> items) {
    pekwm::MenuFile file;
    file.comment = "a comment\nof two lines";
    file.root = {"Menu", "", std::move(items)};
    file.window = {"Window", "", {pekwm::Entry{"Close", "", pekwm::BuiltinAction{"Close"}}}};
    return file;
}

/// What a program started from the first entry of the root menu would be given.
std::vector<std::string> roundTrip(const std::vector<std::string>& argv, Generation generation) {
    const std::vector<std::string_view> views(argv.begin(), argv.end());
    const std::string text = write(fileWith({pekwm::Entry{"x", "", pekwm::Exec{views}}}), generation);
    const auto nodes = support::readMenu(text, generation);
    REQUIRE(nodes.size() == 2);
    REQUIRE(nodes[0].children.size() == 1);
    const auto actions = support::splitActions(nodes[0].children[0].child("Actions")->value);
    REQUIRE(actions.size() == 1);
    return support::execArgv(actions[0], generation);
}

std::string actionOf(const std::vector<std::string_view>& argv) {
    return pekwm::execAction(argv);
}

} // namespace

TEST_CASE("every byte but NUL arrives, alone and inside an argument") {
    for (const Generation generation : generations) {
        for (int byte = 1; byte < 256; ++byte) {
            const std::string one(1, static_cast<char>(byte));
            const std::vector<std::string> argv{"prog", one, "a" + one + "b", one + one, "end"};
            CAPTURE(byte);
            CHECK(roundTrip(argv, generation) == argv);
        }
    }
}

TEST_CASE("arguments that a shell or pekwm could take for something else") {
    const std::vector<std::string> argv{"prog",
                                        "",
                                        "if",
                                        "exec",
                                        "a b",
                                        "$HOME",
                                        "`id`",
                                        "$(id)",
                                        "; rm x",
                                        "&",
                                        "&&",
                                        "|",
                                        "#",
                                        "~",
                                        "*",
                                        "{a,b}",
                                        "\\",
                                        "\\\\",
                                        "\"",
                                        "\\\"",
                                        "'",
                                        "a'b\"c",
                                        "%f",
                                        "=",
                                        "VAR=value",
                                        "\n\n",
                                        "\t",
                                        "end\\",
                                        "--x=y z",
                                        "ünï",
                                        "\xff\xfe",
                                        "<>",
                                        "!x",
                                        "[a]",
                                        "?",
                                        "a;b;c",
                                        std::string(5000, 'x'),
                                        std::string(5000, '"')};
    for (const Generation generation : generations)
        CHECK(roundTrip(argv, generation) == argv);
}

TEST_CASE("random arguments arrive as they are") {
    std::mt19937 random(4711);
    std::uniform_int_distribution<int> byte(1, 255);
    std::uniform_int_distribution<int> length(0, 12);
    for (int round = 0; round < 2000; ++round) {
        std::vector<std::string> argv{"prog"};
        for (int i = length(random) % 5; i >= 0; --i) {
            std::string argument;
            for (int j = length(random); j > 0; --j)
                argument += static_cast<char>(byte(random));
            argv.push_back(argument);
        }
        for (const Generation generation : generations)
            CHECK(roundTrip(argv, generation) == argv);
    }
}

TEST_CASE("the bytes of the measured table") {
    // What two generations of pekwm were seen to read identically.
    CHECK(actionOf({"p", "\""}) == R"(Exec p "\\"")");
    CHECK(actionOf({"p", ";"}) == R"(Exec p "\;")");
    CHECK(actionOf({"p", "$"}) == R"(Exec p "\\\$")");
    CHECK(actionOf({"p", "\\"}) == R"(Exec p "\\\\")");
    CHECK(actionOf({"p", "`"}) == "Exec p \"\\\\`\"");
    CHECK(actionOf({"/usr/bin/p-1_2.3", "a:b@c%d+e,f"}) == "Exec /usr/bin/p-1_2.3 a:b@c%d+e,f");
}

TEST_CASE("titles are shown as they are, where the generation can") {
    using pekwm::titleText;
    CHECK(titleText("Say \"hi\" \\o/ {x}", Generation::v0_1) == "Say \"hi\" \\o/ {x}");
    CHECK(titleText("5$ a_b_c", Generation::v0_1) == "5$ a_b_c");
    CHECK(titleText("a_b_c", Generation::v0_2) == "a__b_c");
    CHECK(titleText("5$", Generation::v0_2) == "5\uFF04");
    CHECK(titleText("two\nlines\tand\x7f", Generation::v0_1) == "two lines and");
    CHECK(titleText("caf\xe9", Generation::v0_1) == "caf\uFFFD");
    CHECK(titleText("\uFEFFa\u202Bb\u200Fc\u2069", Generation::v0_1) == "abc"); // never seen, drawn as boxes
    CHECK(titleText("\u0915\u094D\u200D", Generation::v0_1) == "\u0915\u094D\u200D"); // a joiner is needed
    for (const Generation generation : generations) {
        for (const char* title :
             {"plain", "a_b_c", "_x", "x_", "__", "Say \"hi\"", "back\\slash", "{}", "# no", "ü"}) {
            const std::string text =
                write(fileWith({pekwm::Entry{title, "", pekwm::BuiltinAction{"None"}}}), generation);
            const auto nodes = support::readMenu(text, generation);
            CHECK(support::shownTitle(nodes[0].children[0].value, generation) == title);
        }
    }
}

TEST_CASE("all kinds of items keep their places") {
    pekwm::Submenu sub{"Sub", "/i/sub.png", {}};
    sub.items.emplace_back(pekwm::Entry{"In", "/i/a b#.png", pekwm::Exec{program}});
    std::vector<pekwm::Item> items;
    items.emplace_back(std::move(sub));
    items.emplace_back(pekwm::Separator{});
    items.emplace_back(pekwm::Header{"Group"});
    items.emplace_back(pekwm::Include{"/home/me/own menu"});
    items.emplace_back(pekwm::Entry{"Quit", "", pekwm::BuiltinAction{"Exit"}});
    for (const Generation generation : generations) {
        const auto nodes = support::readMenu(write(fileWith(items), generation), generation);
        const auto& root = nodes[0].children;
        REQUIRE(root.size() == 5);
        CHECK(nodes[0].name == "RootMenu");
        CHECK(nodes[1].name == "WindowMenu");
        CHECK(root[0].name == "Submenu");
        CHECK(root[0].child("Icon")->value == "/i/sub.png");
        CHECK(root[0].child("Entry")->child("Icon")->value == "/i/a b#.png");
        CHECK(root[1].name == "Separator");
        CHECK(root[2].value == "Group");
        CHECK(root[3].name == "INCLUDE");
        CHECK(root[3].value == "/home/me/own menu");
        CHECK(root[4].child("Actions")->value == "Exit");
    }
}

TEST_CASE("pages within pages cost what is on them, not how deep they are") {
    constexpr int depth = 500;
    constexpr std::size_t mostOfOne = 120; // bytes of a page with one entry
    std::vector<pekwm::Item> items;
    for (int i = 0; i < depth; ++i) {
        pekwm::Submenu page{"More", "", std::exchange(items, {})};
        page.items.emplace_back(pekwm::Entry{"Quit", "", pekwm::BuiltinAction{"Exit"}});
        items.emplace_back(std::move(page));
    }
    const std::string text = write(fileWith(std::move(items)), Generation::v0_1);
    CHECK(text.size() < depth * mostOfOne);
    const auto nodes = support::readMenu(text, Generation::v0_1);
    int found = 0;
    for (const auto* node = nodes[0].child("Submenu"); node != nullptr; node = node->child("Submenu")) {
        CHECK(node->child("Entry")->child("Actions")->value == "Exit");
        ++found;
    }
    CHECK(found == depth);
}

TEST_CASE("a path with a byte that pekwm would not read is none that it can name") {
    using namespace std::string_view_literals;
    CHECK(pekwm::canName("/i/a b#.png"));
    for (const auto path : {"/i/$x"sv, "/i/a\nb"sv, "/i/a\0b"sv})
        CHECK_FALSE(pekwm::canName(path));
}

TEST_CASE("an icon whose path pekwm would change is left out, not the entry") {
    const std::string text =
        write(fileWith({pekwm::Entry{"x", "/i/$x.png", pekwm::Exec{program}}}), Generation::v0_2);
    CHECK(text.find("Icon") == std::string::npos);
    CHECK(text.find("Entry = \"x\"") != std::string::npos);
}
