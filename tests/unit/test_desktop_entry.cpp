#include "xdg/desktop_entry.hpp"

#include <doctest/doctest.h>

using xdg::Actions;
using xdg::DesktopEntry;

namespace {

struct Parsed {
    base::Arena arena; // that the entry's texts lie in
    DesktopEntry entry;
    base::Diagnostics diagnostics;
};

using List = std::vector<std::string_view>;

List listOf(std::span<const std::string_view> list) {
    return {list.begin(), list.end()};
}

Parsed parse(std::string_view text, const xdg::LocaleMatcher& locale = {}, Actions actions = Actions::skip) {
    Parsed parsed;
    parsed.entry =
        xdg::parseDesktopEntry(text, "x.desktop", locale, actions, parsed.arena, parsed.diagnostics);
    return parsed;
}

} // namespace

TEST_CASE("desktop entry: every key that menus need") {
    const auto [arena, entry, diagnostics] =
        parse("[Desktop Entry]\nType=Application\nName=N\nComment=C\nIcon=i\nExec=e %f\nTryExec=t\nPath=/p\n"
              "Terminal=true\nNoDisplay=true\nHidden=true\nDBusActivatable=true\nCategories=A;B;\n"
              "OnlyShowIn=X;\nNotShowIn=Y;Z\nGenericName=ignored\nX-Own=1\n");
    CHECK(entry.isDesktopEntry);
    CHECK(entry.type == DesktopEntry::Type::application);
    CHECK(entry.name == "N");
    CHECK(entry.comment == "C");
    CHECK(entry.icon == "i");
    CHECK(entry.exec == "e %f");
    CHECK(entry.execLine == 6);
    CHECK(entry.tryExec == "t");
    CHECK(entry.path == "/p");
    CHECK(entry.terminal);
    CHECK(entry.noDisplay);
    CHECK(entry.hidden);
    CHECK(entry.dbusActivatable);
    CHECK(listOf(entry.categories) == List{"A", "B"});
    CHECK(listOf(entry.onlyShowIn) == List{"X"});
    CHECK(listOf(entry.notShowIn) == List{"Y", "Z"});
    CHECK(diagnostics.all().empty());
}

TEST_CASE("desktop entry: the best translation, wherever it stands") {
    const xdg::LocaleMatcher german("de_AT.UTF-8", "");
    const char* text =
        "[Desktop Entry]\nName[de]=L\nName[fr]=F\nName=B\nName[de_AT]=LC\nComment=B\nComment[de]=K\n"
        "Icon=i\nIcon[de]=d\n";
    CHECK(parse(text, german).entry.name == "LC");
    CHECK(parse(text, german).entry.comment == "K");
    CHECK(parse(text, german).entry.icon == "d");
    CHECK(parse(text).entry.name == "B");
    CHECK(parse("[Desktop Entry]\nName=B\nName[de]=\n", german).entry.name == "B");
    CHECK(parse("[Desktop Entry]\nName[de]=\nName=B\n", german).entry.name == "B");
}

TEST_CASE("desktop entry: the first of repeated keys counts, and this is said once a line") {
    const auto [arena, entry, diagnostics] =
        parse("[Desktop Entry]\nName=A\nName=B\nExec=1\nExec=2\nType=Link\nType=Application\n");
    CHECK(entry.name == "A");
    CHECK(entry.exec == "1");
    CHECK(entry.type == DesktopEntry::Type::link);
    CHECK(diagnostics.all().size() == 3);
    CHECK(base::format(diagnostics.all()[0]) ==
          "x.desktop:3: warning: [Desktop Entry] Name: given twice, the first one counts");
}

TEST_CASE("desktop entry: keys of other groups do not leak in") {
    const auto [arena, entry, diagnostics] =
        parse("[Desktop Entry]\nName=A\n[Desktop Action x]\nName=B\nExec=b\n");
    CHECK(entry.name == "A");
    CHECK(entry.exec.empty());
}

TEST_CASE("desktop entry: no group, or something in front of it") {
    const auto none = parse("Name=A\nExec=b\n");
    CHECK_FALSE(none.entry.isDesktopEntry);
    CHECK(none.diagnostics.all().size() == 1);
    const auto late = parse("Name=A\n[Other]\nName=C\n[Desktop Entry]\nName=B\n");
    CHECK(late.entry.name == "B");
    CHECK(late.diagnostics.all().size() == 1);
    CHECK(parse("").diagnostics.all().size() == 1);
}

TEST_CASE("desktop entry: booleans that are none") {
    CHECK(parse("[Desktop Entry]\nTerminal=1\n").entry.terminal);
    CHECK(parse("[Desktop Entry]\nNoDisplay=TRUE\n").entry.noDisplay);
    CHECK_FALSE(parse("[Desktop Entry]\nNoDisplay=yes\n").entry.noDisplay);
    CHECK(parse("[Desktop Entry]\nNoDisplay=yes\n").diagnostics.hasProblems());
}

TEST_CASE("desktop entry: actions, where they are wanted") {
    const char* text =
        "[Desktop Entry]\nName=A\nExec=a\nActions=new;gone;empty;new2\n"
        "[Desktop Action new2]\nName=Two\nExec=2\n[Desktop Action other]\nName=O\nExec=o\n"
        "[Desktop Action new]\nName=One\nName[de]=Eins\nIcon=i\nExec=1\n[Desktop Action empty]\nIcon=x\n";
    const auto [arena, entry, diagnostics] = parse(text, xdg::LocaleMatcher("de", ""), Actions::read);
    REQUIRE(entry.actions.size() == 2);
    CHECK(entry.actions[0].id == "new");
    CHECK(entry.actions[0].name == "Eins");
    CHECK(entry.actions[0].exec == "1");
    CHECK(entry.actions[1].id == "new2");
    CHECK(diagnostics.all().size() == 2);
    CHECK(parse(text).entry.actions.empty());
}

TEST_CASE("desktop entry: of actions the first list counts, each once, and no more than a menu can show") {
    const char* groups = "[Desktop Action a]\nName=A\nExec=a\n[Desktop Action b]\nName=B\nExec=b\n";
    const auto read = [&](const std::string& lists) {
        return parse("[Desktop Entry]\nName=A\nExec=a\n" + lists + groups, {}, Actions::read);
    };
    const auto lists = read("Actions=a;\nActions=b;\n");
    REQUIRE(lists.entry.actions.size() == 1);
    CHECK(lists.entry.actions[0].id == "a");
    CHECK(lists.diagnostics.all().size() == 1);
    const auto twice = read("Actions=a;b;a;\n");
    CHECK(twice.entry.actions.size() == 2);
    CHECK(twice.diagnostics.all().size() == 1);
    std::string many = "Actions=a;";
    for (int i = 0; i < 100'000; ++i)
        many += std::to_string(i) + ';';
    const auto bounded = read(many + '\n');
    CHECK(bounded.entry.actions.size() == 1);
    CHECK(bounded.diagnostics.all().size() == 64); // 63 that are not there, and the bound
}

TEST_CASE("desktop entry: a value with a NUL is none") {
    using namespace std::string_view_literals;
    const auto [arena, entry, diagnostics] =
        parse("[Desktop Entry]\nType=Application\nName=a\0b\nName[de]=c\nExec=rm a\0b\nPath=/\0\nActions=x;\n"
              "[Desktop Action x]\nName=X\nExec=y\0z\nIcon=i\n"sv,
              {}, Actions::read);
    CHECK(entry.name.empty());
    CHECK(entry.exec.empty());
    CHECK(entry.path.empty());
    CHECK(entry.actions.empty());
    REQUIRE(diagnostics.all().size() == 5); // each of the lines, and an action without an Exec
    CHECK(diagnostics.all()[0].message == "holds a NUL byte, line ignored");
}

TEST_CASE("OnlyShowIn and NotShowIn, desktop by desktop") {
    const List a{"A"};
    const List b{"B"};
    DesktopEntry entry;
    CHECK(isShownIn(entry, {"A"}));
    entry.notShowIn = a;
    CHECK_FALSE(isShownIn(entry, {"A"}));
    CHECK(isShownIn(entry, {"B"}));
    CHECK(isShownIn(entry, {}));
    entry.onlyShowIn = b;
    entry.hasOnlyShowIn = true;
    CHECK(isShownIn(entry, {"B", "A"}));
    CHECK_FALSE(isShownIn(entry, {"A", "B"}));
    CHECK_FALSE(isShownIn(entry, {"C"}));
    CHECK_FALSE(isShownIn(entry, {}));
}
