#include "layouts.hpp"
#include "support/pekwm_model.hpp"
#include "to_pekwm.hpp"

#include <algorithm>
#include <deque>
#include <doctest/doctest.h>

namespace {

using Nodes = std::vector<support::ModelNode>;

/// Menus made by hand, and what becomes of them in pekwm's file.
class Scene {
  public:
    Scene() {
        choices.terminal = {"xterm", "-e"};
        choices.itemIcon = [](const xdg::MenuItem& item) { return std::string(item.icon); };
        choices.labelIcon = [](std::string_view) { return std::string(); };
        root.kind = xdg::MenuItem::Kind::menu;
    }

    xdg::MenuItem entry(const std::string& name) {
        applications.emplace_back();
        applications.back().argv = arena.keep(std::vector<std::string_view>{"run", arena.keep(name)});
        xdg::MenuItem item;
        item.kind = xdg::MenuItem::Kind::entry;
        item.id = texts.emplace_back(name + ".desktop");
        item.name = texts.emplace_back(name);
        item.application = &applications.back();
        return item;
    }

    Nodes convert() {
        const app::Labels labels(*layouts::find("labels"), {}, settings);
        return support::readMenu(write(toPekwm(root, choices, labels, arena), pekwm::Generation::v0_1),
                                 pekwm::Generation::v0_1);
    }

    base::Arena arena;
    std::deque<xdg::Application> applications;
    std::deque<std::string> texts;
    xdg::MenuItem root;
    app::PekwmChoices choices;
    app::Settings settings;
};

/// All entries' titles, through all pages, and the most rows that a menu has.
void walk(const support::ModelNode& menu, std::vector<std::string>& titles, std::size_t& rows) {
    std::size_t here = 0;
    for (const support::ModelNode& child : menu.children) {
        if (child.name == "Icon") continue;
        ++here;
        if (child.name == "Entry")
            titles.push_back(child.value);
        else if (child.name == "Submenu")
            walk(child, titles, rows);
    }
    CHECK_FALSE(menu.children.empty());
    CHECK(menu.children.front().name != "Separator");
    CHECK(menu.children.back().name != "Separator");
    rows = std::max(rows, here);
}

std::size_t depthOf(const support::ModelNode& menu) {
    std::size_t depth = 0;
    for (const support::ModelNode& child : menu.children)
        depth = std::max(depth, depthOf(child));
    return depth + 1;
}

} // namespace

TEST_CASE("pekwm: favourites, applications, tail") {
    Scene scene;
    scene.root.items.push_back(scene.entry("App"));
    scene.choices.favourites.push_back(scene.entry("Star"));
    scene.choices.includeBefore = {"/before"};
    scene.choices.includeAfter = {"/after"};
    const Nodes nodes = scene.convert();
    std::vector<std::string> shown;
    for (const auto& node : nodes[0].children)
        shown.push_back(node.name + ' ' + node.value);
    CHECK(shown == std::vector<std::string>{"Entry Star", "Separator ", "INCLUDE /before", "Entry App",
                                            "Separator ", "INCLUDE /after", "Entry Windows",
                                            "Entry Run\u2026", "Separator ", "Submenu Desktop",
                                            "Entry Log out"});
    CHECK(nodes[1].name == "WindowMenu");
    scene.choices.tail = false;
    scene.choices.includeAfter.clear();
    CHECK(scene.convert()[0].children.size() == 4);
}

TEST_CASE("pekwm: Log out is pekwm's own end, or a command") {
    Scene scene;
    const auto does = [&scene] { return scene.convert()[0].children.back().child("Actions")->value; };
    CHECK(does() == "Exit");
    scene.choices.logout = {"leave", "with this word"};
    CHECK(does() == "Exec leave \"with this word\"");
}

TEST_CASE("pekwm: pages never have more rows than there is room for, and lose nothing") {
    for (const std::size_t rows : {3U, 4U, 7U, 12U, 24U, 100U}) {
        for (const std::size_t count : {0U, 1U, 2U, 5U, 23U, 24U, 25U, 200U}) {
            CAPTURE(rows);
            CAPTURE(count);
            Scene scene;
            scene.choices.rows = rows;
            for (std::size_t i = 0; i < count; ++i) {
                scene.root.items.push_back(scene.entry("app" + std::to_string(i)));
                if (i % 5 == 2 && i + 1 < count) scene.root.items.emplace_back();
            }
            const Nodes nodes = scene.convert();
            std::vector<std::string> titles;
            std::size_t most = 0;
            walk(nodes[0], titles, most);
            CHECK(most <= rows);
            std::size_t apps = 0;
            for (const std::string& title : titles)
                apps += title.starts_with("app") ? 1U : 0U;
            CHECK(apps == count);
            CHECK(titles.size() == count + 5 + (scene.choices.about.empty() ? 0 : 1));
            titles.clear();
            most = 0;
            walk(nodes[1], titles, most);
            CHECK(most <= rows);
        }
    }
}

TEST_CASE("pekwm: a menu of too many pages for a chain of them becomes a tree, and loses nothing") {
    Scene scene;
    scene.choices.rows = 3;
    constexpr std::size_t count = 60'000; // each page in the one before it would be thirty thousand deep
    for (std::size_t i = 0; i < count; ++i)
        scene.root.items.push_back(scene.entry("app" + std::to_string(i)));
    const Nodes nodes = scene.convert();
    std::vector<std::string> titles;
    std::size_t most = 0;
    walk(nodes[0], titles, most);
    CHECK(most <= scene.choices.rows);
    std::erase_if(titles, [](const std::string& title) { return !title.starts_with("app"); });
    REQUIRE(titles.size() == count);
    for (std::size_t i = 0; i < count; ++i)
        REQUIRE(titles[i] == "app" + std::to_string(i));
}

TEST_CASE("pekwm: long menus that lie in one another do not add up to a depth without end") {
    Scene scene;
    scene.choices.rows = 3;
    constexpr std::size_t levels = 250;
    constexpr std::size_t count = 300;
    xdg::MenuItem inner;
    for (std::size_t level = 0; level < levels; ++level) {
        xdg::MenuItem menu;
        menu.kind = xdg::MenuItem::Kind::menu;
        menu.name = "menu";
        for (std::size_t i = 0; i < count; ++i)
            menu.items.push_back(scene.entry("app"));
        if (level > 0) menu.items.push_back(std::move(inner));
        inner = std::move(menu);
    }
    scene.root.items.push_back(std::move(inner));
    const Nodes nodes = scene.convert();
    std::vector<std::string> titles;
    std::size_t most = 0;
    walk(nodes[0], titles, most);
    CHECK(most <= scene.choices.rows);
    CHECK(std::count(titles.begin(), titles.end(), "app") == levels * count);
    CHECK(depthOf(nodes[0]) < 3000); // one page in the other it would be more than thirty thousand
}

TEST_CASE("pekwm: the looks, the current one marked") {
    Scene scene;
    scene.choices.looks = {"light", "*dark", "somebody's"};
    const Nodes nodes = scene.convert();
    const support::ModelNode& desktop = nodes[0].children.at(3);
    REQUIRE(desktop.name == "Submenu");
    const support::ModelNode& themes = desktop.children.at(0);
    std::vector<std::string> shown;
    for (const auto& entry : themes.children) {
        const auto actions = support::splitActions(entry.child("Actions")->value);
        const auto argv = support::execArgv(actions.at(0), pekwm::Generation::v0_1);
        shown.push_back(entry.value + ": " + argv.back());
    }
    CHECK(shown == std::vector<std::string>{"Light: light", "Dark  \u2022: dark", "somebody's: somebody's"});
}

TEST_CASE("pekwm: what is really started") {
    using Argv = std::vector<std::string>;
    xdg::Application application;
    base::Arena arena;
    const std::vector<std::string_view> argv{"prog", "a b"};
    const Argv terminal{"xterm", "-e"};
    const auto started = [&] {
        const auto command = app::commandFor(application, argv, terminal, arena);
        return Argv(command.begin(), command.end());
    };
    CHECK(started() == Argv{"prog", "a b"});
    application.entry.terminal = true;
    CHECK(started() == Argv{"xterm", "-e", "prog", "a b"});
    application.entry.path = "/a \"b\"";
    CHECK(started() == Argv{"sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", "/a \"b\"", "xterm", "-e",
                            "prog", "a b"});
}

TEST_CASE("pekwm: long titles are cut, headers do nothing, actions are a submenu") {
    Scene scene;
    scene.choices.titleColumns = 8;
    scene.root.items.push_back(scene.entry("A very long name"));
    xdg::MenuItem header;
    header.kind = xdg::MenuItem::Kind::header;
    header.name = "Group";
    scene.root.items.push_back(header);
    scene.root.items.push_back(scene.entry("More"));
    const std::vector<std::string_view> argv{"run", "--new"};
    const std::vector<xdg::ApplicationAction> actions{{"new", "New", "/i.png", argv}};
    scene.applications.back().actions = actions;
    const Nodes nodes = scene.convert();
    const auto& items = nodes[0].children;
    CHECK(items[0].value == "A very\u2026");
    CHECK(items[1].value == "Group");
    CHECK(items[1].child("Actions")->value == "None");
    CHECK(items[2].name == "Submenu");
    REQUIRE(items[2].children.size() == 3);
    CHECK(items[2].children[0].value == "More");
    CHECK(items[2].children[2].value == "New");
    CHECK(items[2].children[2].child("Icon")->value == "/i.png");
    CHECK(items[2].children[2].child("Actions")->value == "Exec run --new");
}

TEST_CASE("labels: in the user's language, or in the user's words") {
    app::Settings settings;
    const char* file = "[run]\nName=Run\nName[de]=Los\nName[de_AT]=Na los\n[x]\nName=X\n";
    CHECK(app::Labels(file, xdg::LocaleMatcher("de_AT", ""), settings)["run"] == "Na los");
    CHECK(app::Labels(file, xdg::LocaleMatcher("de_DE", ""), settings)["run"] == "Los");
    CHECK(app::Labels(file, {}, settings)["run"] == "Run");
    CHECK(app::Labels(file, {}, settings)["missing"] == "missing");
    app::Labels labels(file, {}, settings);
    labels.add("[run]\nName=Start\n", {});
    CHECK(labels["run"] == "Start");
    CHECK(labels["x"] == "X");
    REQUIRE(settings.set("labels.run", "Mine", "test"));
    CHECK(labels["run"] == "Mine");
}
