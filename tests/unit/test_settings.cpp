#include "base/ini_reader.hpp"
#include "options.hpp"
#include "settings.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

using app::Settings;

namespace {

struct ConfigScene {
    support::TemporaryFolder folder;
    base::Diagnostics diagnostics;
    Settings settings;

    bool read(const std::optional<std::string>& only = std::nullopt) {
        xdg::BaseDirectories directories;
        directories.configDirs = {folder / "home", folder / "etc"};
        return app::readConfigFiles(settings, only, directories, base::FileTree(), diagnostics).has_value();
    }
};

app::Options optionsOf(std::vector<std::string> words) {
    words.insert(words.begin(), "xdg2pekwm");
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    auto options = app::parseOptions(static_cast<int>(words.size()), argv.data());
    REQUIRE_MESSAGE(options, (options ? "" : options.error().message));
    return *options;
}

std::string errorOf(std::vector<std::string> words) {
    words.insert(words.begin(), "xdg2pekwm");
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    const auto options = app::parseOptions(static_cast<int>(words.size()), argv.data());
    return options ? "" : options.error().message;
}

} // namespace

TEST_CASE("settings: checked, and unchanged where the value is wrong") {
    Settings settings;
    CHECK(settings.number("menu.rows") == 24);
    CHECK(settings.set("menu.rows", "10", "--rows"));
    CHECK(settings.number("menu.rows") == 10);
    for (const char* wrong : {"", "x", "2", "1001", "-5", "10x", " 10"})
        CHECK_FALSE(settings.set("menu.rows", wrong, "test"));
    CHECK(settings.number("menu.rows") == 10);
    CHECK_FALSE(settings.set("menu.tail", "yes", "test"));
    CHECK_FALSE(settings.set("menu.layout", "gnome", "test"));
    CHECK_FALSE(settings.set("menu.unknown", "x", "test"));
    CHECK_FALSE(settings.set("icons.path", "relative", "test"));
    CHECK(settings.set("icons.path", "/a;/b", "test"));
    CHECK(settings.list("icons.path") == std::vector<std::string>{"/a", "/b"});
    CHECK_FALSE(settings.label("run"));
    CHECK(settings.set("labels.run", "Start\u2026", "test"));
    CHECK(settings.label("run") == "Start\u2026");
    CHECK_FALSE(settings.set("labels.nothing", "x", "test"));
}

TEST_CASE("settings: the user's config lies over the system's, and all say where they came from") {
    ConfigScene scene;
    scene.folder.write("etc/xdg2pekwm/config", "[menu]\nrows=30\nterminal = urxvt -e\n");
    scene.folder.write("home/xdg2pekwm/config",
                       "# mine\n[menu]\nrows = 12\nfavourites = b.desktop;a.desktop\n"
                       "include_before = mine\n[labels]\nrun = Go\n");
    REQUIRE(scene.read());
    CHECK(scene.diagnostics.all().empty());
    CHECK(scene.settings.number("menu.rows") == 12);
    CHECK(scene.settings.text("menu.terminal") == "urxvt -e");
    CHECK(scene.settings.list("menu.favourites") == std::vector<std::string>{"b.desktop", "a.desktop"});
    CHECK(scene.settings.text("menu.include_before") == scene.folder / "home/xdg2pekwm/mine");
    const std::string printed = scene.settings.print();
    CHECK(printed.find("; from: " + (scene.folder / "home/xdg2pekwm/config") + ":3\nrows = 12\n") !=
          std::string::npos);
    CHECK(printed.find("; from: built-in\nellipsis = 40\n") != std::string::npos);
    CHECK(printed.find("[labels]\n; from: " + (scene.folder / "home/xdg2pekwm/config") + ":7\nrun = Go\n") !=
          std::string::npos);
}

TEST_CASE("settings: what is printed is read back") {
    ConfigScene scene;
    REQUIRE(scene.settings.set("menu.favourites", "a.desktop;b.desktop", "test"));
    REQUIRE(scene.settings.set("labels.run", "Go", "test"));
    const std::string path = scene.folder.write("printed", scene.settings.print());
    ConfigScene other;
    REQUIRE(other.read(path));
    CHECK(other.diagnostics.all().empty());
    CHECK(other.settings.text("menu.favourites") == "a.desktop;b.desktop");
    CHECK(other.settings.label("run") == "Go");
}

TEST_CASE("settings: of a value that no line can hold only that is printed") {
    CHECK(base::canBeIniLine("key", "a;b"));
    CHECK(base::canBeIniLine("key", "; a"));
    CHECK_FALSE(base::canBeIniLine("key", "a ;b"));
    CHECK_FALSE(base::canBeIniLine("key", "a "));
    CHECK_FALSE(base::canBeIniLine("key", "a\nb"));
    CHECK_FALSE(base::canBeIniLine("key", std::string(5000, 'a')));
    CHECK_FALSE(base::canBeIniLine(std::string(300, 'k'), "a"));
    Settings settings;
    REQUIRE(settings.set("menu.terminal", "xterm -T \"a ;b\"", "--terminal"));
    CHECK(
        settings.print().find("\n; from: --terminal\n; no line of a file can hold the value of terminal\n") !=
        std::string::npos);
}

TEST_CASE("settings: a long line is read whole") {
    ConfigScene scene;
    std::string words;
    for (int i = 0; i < 300; ++i)
        words += fmt::format("w{};# ", i);
    words += 'w';
    scene.folder.write("home/xdg2pekwm/config", "[menu]\nterminal = " + words +
                                                    "\nrows = 12\n[labels]\nrun=" + std::string(1000, 'x') +
                                                    " ; a remark\nmenu = Go\n");
    REQUIRE(scene.read());
    CHECK(scene.settings.text("menu.terminal") == words);
    CHECK(scene.settings.number("menu.rows") == 12);
    CHECK(scene.settings.label("run") == std::string(1000, 'x'));
    CHECK(scene.settings.label("menu") == "Go");
    REQUIRE(scene.diagnostics.all().size() == 1); // the remark
    CHECK(scene.diagnostics.all()[0].line == 5);
}

TEST_CASE("settings: a line with no place to cut it is reported") {
    ConfigScene scene;
    scene.folder.write("home/xdg2pekwm/config",
                       "[menu]\nterminal = a" + std::string(300, ' ') + "b\nrows = 12\n");
    REQUIRE(scene.read());
    CHECK(scene.settings.text("menu.terminal").empty());
    CHECK(scene.settings.number("menu.rows") == 12);
    REQUIRE(scene.diagnostics.all().size() == 1);
    CHECK(scene.diagnostics.all()[0].line == 2);
}

TEST_CASE("settings: a path whose name ends with a blank is printed so that it is read back") {
    ConfigScene scene;
    scene.folder.write("home/xdg2pekwm/config", "[icons]\npath = a /;b\n");
    REQUIRE(scene.read());
    const std::string path = scene.folder.write("printed", scene.settings.print());
    ConfigScene other;
    REQUIRE(other.read(path));
    CHECK(other.settings.text("icons.path") == scene.settings.text("icons.path"));
    CHECK(other.settings.list("icons.path") ==
          std::vector<std::string>{scene.folder / "home/xdg2pekwm/a /", scene.folder / "home/xdg2pekwm/b"});
}

TEST_CASE("settings: a wrong line is reported with its place and costs only itself") {
    ConfigScene scene;
    const std::string path =
        scene.folder.write("home/xdg2pekwm/config",
                           "[menu]\nrows = many\nunknown = 1\nterminal = xterm ; the old one\nno equals\n" +
                               std::string(300, 'x') + " = 1\nellipsis = 20\n[other]\nrows = 5\n");
    REQUIRE(scene.read());
    REQUIRE(scene.diagnostics.all().size() == 6);
    CHECK(base::format(scene.diagnostics.all()[0]) ==
          path + ":2: warning: [menu] rows: 'many' is not a number from 3 to 1000, line ignored");
    CHECK(scene.diagnostics.all()[1].line == 3);
    CHECK(scene.diagnostics.all()[2].line == 4); // what inih would silently cut
    CHECK(scene.diagnostics.all()[3].line == 5);
    CHECK(scene.diagnostics.all()[4].line == 6); // too long for inih
    CHECK(scene.diagnostics.all()[5].line == 9);
    CHECK(scene.settings.number("menu.ellipsis") == 20);
    CHECK(scene.settings.number("menu.rows") == 24);
    CHECK(scene.settings.text("menu.terminal") == "xterm");
}

TEST_CASE("settings: a config that is named must be there") {
    ConfigScene scene;
    CHECK_FALSE(scene.read(scene.folder / "missing"));
    scene.folder.write("home/xdg2pekwm/config", "[menu]\nrows=5\n");
    REQUIRE(scene.read(scene.folder.write("own", "[menu]\nellipsis=9\n")));
    CHECK(scene.settings.number("menu.rows") == 24); // only the named one is read
    CHECK(scene.settings.number("menu.ellipsis") == 9);
}

TEST_CASE("options: what they set") {
    CHECK(optionsOf({}).task == app::Task::write);
    CHECK(optionsOf({"-o", "-"}).output == "-");
    CHECK(optionsOf({"--output=/x//y"}).output == "/x/y");
    CHECK(optionsOf({"--format", "json"}).format == app::Format::json);
    CHECK(optionsOf({"--check"}).task == app::Task::check);
    CHECK(optionsOf({"--explain", "x"}).explainId == "x");
    CHECK(optionsOf({"--help", "--check"}).task == app::Task::help);
    CHECK(optionsOf({"--check", "-V"}).task == app::Task::version);
    const auto options =
        optionsOf({"--rows", "9", "--no-icons", "--icon-path", "/a", "--icon-path", "/b", "--menu", "/m"});
    REQUIRE(options.overrides.size() == 5);
    CHECK(options.overrides[0].name == "menu.rows");
    CHECK(options.overrides[0].flag == "--rows");
    CHECK(options.overrides[1].value == "false");
    CHECK(options.overrides[3].value == "/a;/b");
    CHECK(options.overrides[4].name == "menu.file");
}

TEST_CASE("options: what is wrong is named") {
    CHECK(errorOf({"--nonsense"}) == "--nonsense is not an option of xdg2pekwm");
    CHECK(errorOf({"-x"}) == "-x is not an option of xdg2pekwm");
    CHECK(errorOf({"--output"}) == "--output needs a value");
    CHECK(errorOf({"-o"}) == "-o needs a value");
    CHECK(errorOf({"word"}) == "'word' is one word too many");
    CHECK(errorOf({"--format", "xml"}).find("pekwm json tree") != std::string::npos);
    CHECK_FALSE(errorOf({"--check", "--explain", "x"}).empty());
}

TEST_CASE("help fits a screen") {
    const std::string help = app::helpText();
    CHECK(std::count(help.begin(), help.end(), '\n') <= 23); // and the prompt
    std::size_t at = 0;
    for (std::size_t end = help.find('\n'); end != std::string::npos; end = help.find('\n', at)) {
        CHECK(end - at < 80);
        at = end + 1;
    }
}
