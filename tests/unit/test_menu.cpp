// The menu engine as a whole, over small trees: what golden cases show from outside is shown here from
// inside, above all the bounds.
#include "support/temporary_folder.hpp"
#include "xdg/menu_builder.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/core.h>
#include <sys/resource.h>

namespace {

/// A config and a data folder, and the menu that comes of them.
class Scene {
  public:
    Scene() {
        directories_.dataDirs = {folder / "data"};
        directories_.configDirs = {folder / "config"};
    }

    void app(const std::string& id, const std::string& categories, const std::string& more = {}) {
        folder.write("data/applications/" + id + ".desktop",
                     fmt::format("[Desktop Entry]\nType=Application\nName={}\nExec=x\nCategories={}\n{}", id,
                                 categories, more));
    }
    std::string menu(const std::string& body, const std::string& name = "applications") {
        return folder.write("config/menus/" + name + ".menu",
                            "<Menu><Name>Root</Name><DefaultAppDirs/>" + body + "</Menu>");
    }

    /// The menu as text: a, Sub(b c), --.
    std::string build() { return build({"applications"}, true); }
    /// The same of menu files by their names.
    std::string build(const std::vector<std::string>& names, bool mustExist) {
        diagnostics = base::Diagnostics();
        const base::FileTree files;
        const xdg::ApplicationRules rules{files, {}, {"pekwm"}, {}, xdg::Collator("C")};
        const xdg::MenuSources sources{
            files, directories_, "", [](std::string_view path) -> std::optional<std::string_view> {
                if (path != "builtin:/plain.menu") return std::nullopt;
                return "<Menu><Name>Built-in</Name><DefaultAppDirs/><Include><All/></Include></Menu>";
            }};
        xdg::DesktopFiles desktopFiles(rules, diagnostics);
        std::vector<std::string> menus;
        for (const std::string& name : names)
            menus.push_back(folder / fmt::format("config/menus/{}.menu", name));
        const auto built =
            xdg::buildMenu({menus, mustExist, [] { return std::string("builtin:/plain.menu"); }}, sources,
                           rules, desktopFiles, diagnostics);
        REQUIRE(built);
        return std::string(built->root.id) + show(built->root);
    }

    support::TemporaryFolder folder;
    base::Diagnostics diagnostics;

  private:
    static std::string show(const xdg::MenuItem& menu) {
        std::string out;
        for (const xdg::MenuItem& item : menu.items) {
            out += ' ';
            switch (item.kind) {
            case xdg::MenuItem::Kind::menu:
                out += std::string(item.name) + '(' + show(item) + " )";
                break;
            case xdg::MenuItem::Kind::header:
                out += '=' + std::string(item.name);
                break;
            case xdg::MenuItem::Kind::separator:
                out += "--";
                break;
            case xdg::MenuItem::Kind::entry:
                out += item.name;
                break;
            }
        }
        return out;
    }

    xdg::BaseDirectories directories_;
};

constexpr const char* includeAll = "<Include><All/></Include>";

} // namespace

TEST_CASE("menu: a whole one") {
    Scene scene;
    scene.app("b", "Game");
    scene.app("a", "Game;Office");
    scene.app("c", "");
    scene.menu("<Menu><Name>Games</Name><Include><Category>Game</Category></Include></Menu>"
               "<Menu><Name>Office</Name><Include><Category>Office</Category></Include></Menu>"
               "<Menu><Name>Other</Name><OnlyUnallocated/><Include><All/></Include></Menu>");
    CHECK(scene.build() == "Root Games( a b ) Office( a ) Other( c )");
    CHECK(scene.diagnostics.all().empty());
}

TEST_CASE("menu: a broken or missing file is replaced by the built-in layout, and its place is said") {
    Scene scene;
    scene.app("a", "");
    scene.folder.write("config/menus/applications.menu", "<Menu>\n<Name>x</Name>\n<Menu>\n</Menu>\n");
    CHECK(scene.build() == "Built-in a");
    REQUIRE(scene.diagnostics.all().size() == 1);
    CHECK(scene.diagnostics.all()[0].severity == base::Severity::error);
    CHECK(scene.diagnostics.all()[0].line >= 3);
    for (const char* text : {"", "text", "<Other/>", "<Menu", "\xff\xfe<Menu/>"}) {
        scene.folder.write("config/menus/applications.menu", text);
        CHECK(scene.build() == "Built-in a");
        CHECK(scene.diagnostics.all().size() == 1);
    }
    std::filesystem::remove(scene.folder / "config/menus/applications.menu");
    CHECK(scene.build() == "Built-in a");
    CHECK(scene.diagnostics.hasProblems());
}

TEST_CASE("menu: a hundred files that all merge one another end, at once") {
    Scene scene;
    scene.app("a", "");
    std::string merges;
    for (int i = 0; i < 100; ++i)
        merges += fmt::format("<MergeFile>m{}.menu</MergeFile>", i);
    for (int i = 0; i < 100; ++i)
        scene.menu(merges + includeAll, fmt::format("m{}", i));
    scene.menu(merges);
    CHECK(scene.build() == "Root a");
    CHECK(scene.diagnostics.hasProblems());
}

TEST_CASE("menu: files that merge one another in submenus are cut off by number") {
    Scene scene;
    scene.app("a", "");
    std::string menus;
    for (int i = 0; i < 100; ++i)
        menus += fmt::format("<Menu><Name>{0}</Name><MergeFile>m{0}.menu</MergeFile></Menu>", i);
    for (int i = 0; i < 100; ++i)
        scene.menu(menus + includeAll, fmt::format("m{}", i));
    scene.menu(menus + includeAll);
    CHECK(scene.build().starts_with("Root 0("));
    CHECK(scene.diagnostics.hasProblems());
}

TEST_CASE("menu: a file that merges itself by another of its names is seen to") {
    Scene scene;
    scene.app("a", "");
    std::filesystem::create_directories(scene.folder / "config/menus/x");
    scene.menu("<MergeFile>x/../applications.menu</MergeFile>" + std::string(includeAll));
    CHECK(scene.build() == "Root a");
    REQUIRE(scene.diagnostics.all().size() == 1);
    CHECK(scene.diagnostics.all()[0].message.find("merges itself") != std::string::npos);
}

TEST_CASE("menu: what is in an element counts, also where one file is merged many times") {
    Scene scene;
    scene.app("a", "");
    std::string rules;
    for (int i = 0; i < 20'000; ++i)
        rules += "<Category>x</Category>";
    scene.menu("<Include>" + rules + "<All/></Include>", "rules");
    scene.menu("<Include><Category>" + std::string(2'000'000, 'x') + "</Category></Include>", "text");
    for (const std::string file : {"rules", "text"}) {
        std::string menus;
        for (int i = 0; i < 50; ++i)
            menus += fmt::format("<Menu><Name>{}</Name><MergeFile>{}.menu</MergeFile></Menu>", i, file);
        scene.menu(menus + includeAll);
        CHECK(scene.build().ends_with(" a"));
        const auto all = scene.diagnostics.all();
        CHECK(std::count_if(all.begin(), all.end(), [](const base::Diagnostic& one) {
                  return one.message.find("more than 200000 elements") != std::string::npos;
              }) == 1);
    }
}

TEST_CASE("menu: files of more text than is read are left out") {
    Scene scene;
    scene.app("a", "");
    std::string merges;
    for (int i = 0; i < 10; ++i) {
        scene.menu("<!--" + std::string(3'000'000, ' ') + "-->", fmt::format("m{}", i));
        merges += fmt::format("<MergeFile>m{}.menu</MergeFile>", i);
    }
    scene.menu(merges + includeAll);
    CHECK(scene.build() == "Root a");
    CHECK(scene.diagnostics.all().size() == 5); // five of them are sixteen megabytes
}

TEST_CASE("menu: the first menu file that is there counts, also where it cannot be used") {
    Scene scene;
    scene.app("a", "");
    CHECK(scene.build({"first", "second"}, false) == "Built-in a");
    CHECK(scene.diagnostics.all().empty());
    CHECK(scene.build({"first"}, true) == "Built-in a");
    REQUIRE(scene.diagnostics.all().size() == 1);
    CHECK(scene.diagnostics.all()[0].path.ends_with("/first.menu"));

    scene.menu(includeAll, "second");
    CHECK(scene.build({"first", "second"}, false) == "Root a");
    CHECK(scene.diagnostics.all().empty());

    scene.folder.write("config/menus/first.menu", "<Menu>");
    CHECK(scene.build({"first", "second"}, false) == "Built-in a");
    REQUIRE(scene.diagnostics.all().size() == 1);
    CHECK(scene.diagnostics.all()[0].path.ends_with("/first.menu"));
    std::filesystem::remove(scene.folder / "config/menus/first.menu");
    std::filesystem::create_directory(scene.folder / "config/menus/first.menu");
    CHECK(scene.build({"first", "second"}, false) == "Built-in a");
    CHECK(scene.diagnostics.all().size() == 1);
}

TEST_CASE("menu: of files that are larger than any real one not all are read, and the others are") {
    Scene scene;
    scene.app("large", "", "Comment=" + std::string(std::size_t{2} << 20U, 'x') + '\n');
    for (int i = 0; i < 120; ++i) // so many that two threads read
        std::filesystem::create_symlink("large.desktop",
                                        scene.folder / fmt::format("data/applications/link{}.desktop", i));
    scene.app("small", "", "Comment=" + std::string(std::size_t{20} << 10U, 'x') + '\n');
    scene.menu(includeAll);
    const std::string shown = scene.build();
    CHECK(shown.ends_with(" large small"));
    CHECK(std::count(shown.begin(), shown.end(), 'g') == 8); // sixteen megabytes
    REQUIRE(scene.diagnostics.all().size() == 121 - 8);
    CHECK(scene.diagnostics.all()[0].message.find("read after that many larger ones") != std::string::npos);
}

TEST_CASE("menu: large files of which little is kept are shown, as far as reading them takes no time") {
    Scene scene;
    scene.app("large", "", '#' + std::string(4'000'000, 'x') + '\n');
    for (int i = 0; i < 100; ++i)
        std::filesystem::create_symlink("large.desktop",
                                        scene.folder / fmt::format("data/applications/link{}.desktop", i));
    scene.menu(includeAll);
    const std::string shown = scene.build();
    CHECK(std::count(shown.begin(), shown.end(), 'g') == 68); // 256 MiB
    CHECK(scene.diagnostics.all().size() == 101 - 68);
}

TEST_CASE("menu: many menus that show everything are cut off") {
    Scene scene;
    for (int i = 0; i < 300; ++i)
        scene.app(fmt::format("a{}", i), "");
    std::string menus;
    for (int i = 0; i < 20'000; ++i)
        menus += fmt::format("<Menu><Name>{}</Name>{}</Menu>", i, includeAll);
    scene.menu(menus);
    CHECK(scene.build().size() > 1'000'000);
    REQUIRE(scene.diagnostics.all().size() == 1);
    CHECK(scene.diagnostics.all()[0].message.find("more than 1000000 entries in all menus") !=
          std::string::npos);
}

TEST_CASE(
    "menu: folders of titles without number cost no descriptors, and are not looked through without end") {
    Scene scene;
    scene.app("a", "");
    std::string dirs;
    for (int i = 0; i < 1100; ++i) {
        scene.folder.write(fmt::format("config/menus/d{}/t{}.directory", i, i),
                           fmt::format("[Desktop Entry]\nType=Directory\nName=Title{}\n", i));
        dirs += fmt::format("<DirectoryDir>d{}</DirectoryDir>", i);
    }
    struct rlimit former {};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &former) == 0);
    const rlimit few{std::min<rlim_t>(256, former.rlim_max), former.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    scene.menu(dirs + "<Menu><Name>M</Name><Directory>t7.directory</Directory>" + includeAll + "</Menu>");
    const std::string shown = scene.build();
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &former) == 0);
    CHECK(shown == "Root Title7( a )");

    std::string names;
    for (int i = 0; i < 10'000; ++i)
        names += fmt::format("<Directory>none{}.directory</Directory>", i);
    scene.menu(dirs + names + includeAll);
    CHECK(scene.build() == "Root a");
    CHECK(scene.diagnostics.all().size() == 1);
}

TEST_CASE("menu: of large titles not all are read, and the other menus have their names") {
    Scene scene;
    scene.app("a", "");
    scene.folder.write("config/menus/large.directory",
                       "[Desktop Entry]\nType=Directory\nName=Title\nComment=" + std::string(1'000'000, 'x'));
    std::string menus;
    for (int i = 0; i < 100; ++i)
        menus += fmt::format("<Menu><Name>M{}</Name><Directory>large.directory</Directory>{}</Menu>", i,
                             includeAll);
    scene.menu("<DirectoryDir>.</DirectoryDir>" + menus);
    const std::string shown = scene.build();
    CHECK(std::count(shown.begin(), shown.end(), 'T') == 34);
    CHECK(std::count(shown.begin(), shown.end(), 'M') == 66);
    REQUIRE(scene.diagnostics.all().size() == 1);
    CHECK(scene.diagnostics.all()[0].message.find("read 32 MiB of them") != std::string::npos);
}

TEST_CASE("menu: what was read in vain is not read again") {
    Scene scene;
    scene.app("a", "");
    std::string broken = "<Menu>";
    for (int i = 0; i < 200'000; ++i)
        broken += "<a/>";
    scene.folder.write("config/menus/broken.menu", broken);
    std::string menus;
    for (int i = 0; i < 2000; ++i)
        menus += fmt::format("<Menu><Name>{}</Name><MergeFile>broken.menu</MergeFile></Menu>", i);
    scene.menu(menus + includeAll); // forty seconds, if each of them reads it
    CHECK(scene.build() == "Root a");
}

TEST_CASE("menu: a move to far below is left out, and so is one that adds up to it") {
    Scene scene;
    scene.app("a", "");
    const auto move = [](const std::string& from, const std::string& to) {
        return fmt::format("<Move><Old>{}</Old><New>{}</New></Move>", from, to);
    };
    const std::string origin = "<Menu><Name>X</Name>" + std::string(includeAll) + "</Menu>";
    std::string deep;
    std::string deeper;
    for (int i = 0; i < 200; ++i)
        deep += "d/";
    for (int i = 0; i < 100'000; ++i)
        deeper += "d/";
    scene.menu(origin + move("X", deeper));
    CHECK(scene.build() == "Root X( a )");
    CHECK(scene.diagnostics.all().size() == 1);
    scene.menu(origin + move("X", deep + "X"));
    CHECK(scene.build().find(" a ") != std::string::npos);
    CHECK(scene.diagnostics.all().empty());
    scene.menu(origin + move("X", deep + "X") + move("d", deep + "Y"));
    CHECK(scene.build().find(" a ") != std::string::npos);
    CHECK(scene.diagnostics.all().size() == 1);
}

TEST_CASE("menu: a layout that says the same without end is gone through once") {
    Scene scene;
    scene.app("a", "");
    std::string layout;
    for (int i = 0; i < 50'000; ++i)
        layout += "<Merge type=\"menus\"/>";
    std::string menus;
    for (int i = 0; i < 20'000; ++i)
        menus += fmt::format("<Menu><Name>{}</Name></Menu>", i);
    scene.menu("<DefaultLayout show_empty=\"true\">" + layout + "</DefaultLayout>" + menus);
    CHECK(scene.build().starts_with("Root 0( ) 1( )"));
    CHECK(scene.diagnostics.hasProblems());
}

TEST_CASE("menu: many menus below many pools are asked about so many entries and no more") {
    Scene scene;
    for (int i = 0; i < 300; ++i)
        scene.folder.write(fmt::format("pool/p{}.desktop", i),
                           "[Desktop Entry]\nType=Application\nName=P\nExec=x\n");
    std::string menus;
    std::string end;
    for (int i = 0; i < 100; ++i) {
        menus += fmt::format("<Menu><Name>m{}</Name><LegacyDir prefix=\"q{}\">../../pool</LegacyDir>", i, i);
        end += "</Menu>";
    }
    for (int i = 0; i < 20'000; ++i)
        menus += fmt::format("<Menu><Name>{}</Name><Include><Filename>none</Filename></Include></Menu>", i);
    scene.menu(menus + end);
    CHECK(scene.build().starts_with("Root"));
    CHECK(scene.diagnostics.hasProblems());
}

TEST_CASE("menu: two hundred menus deep is shown, two thousand are cut off") {
    Scene scene;
    scene.app("a", "");
    for (const int depth : {200, 2000}) {
        std::string body = includeAll;
        for (int i = 0; i < depth; ++i)
            body = "<Menu><Name>m</Name>" + body + "</Menu>";
        scene.menu(body);
        const std::string shown = scene.build();
        CHECK((shown.find(" a") != std::string::npos) == (depth == 200));
        CHECK(scene.diagnostics.hasProblems() == (depth != 200));
    }
}

TEST_CASE("menu: rules nested without end are cut off") {
    Scene scene;
    scene.app("a", "");
    std::string rules = "<All/>";
    for (int i = 0; i < 5000; ++i)
        rules = "<Or>" + rules + "</Or>";
    scene.menu("<Include>" + rules + "</Include>");
    CHECK(scene.build() == "Root");
    CHECK(scene.diagnostics.hasProblems());
}

TEST_CASE("menu: folders that lead into one another are walked once") {
    Scene scene;
    scene.app("a", "");
    scene.app("sub/b", "");
    std::filesystem::create_directory_symlink("..", scene.folder / "data/applications/sub/up");
    std::filesystem::create_directory_symlink(".", scene.folder / "data/applications/self");
    scene.menu(includeAll);
    CHECK(scene.build() == "Root a sub/b");
    CHECK(scene.diagnostics.all().size() == 2);
}

TEST_CASE("menu: links that double the folders at each level are cut off by number") {
    Scene scene;
    scene.app("a", "");
    for (int i = 0; i < 14; ++i) {
        const std::string name = fmt::format("data/applications/d{}", i);
        std::filesystem::create_directories(scene.folder / name);
        for (const char* link : {"/x", "/y"})
            std::filesystem::create_directory_symlink(fmt::format("../d{}", i + 1),
                                                      scene.folder / (name + link));
    }
    scene.app("d14/b", "");
    scene.menu(includeAll);
    CHECK(scene.build().starts_with("Root a"));
    CHECK(scene.diagnostics.hasProblems());
}

TEST_CASE("menu: many moves and many menus of one name end in time") {
    Scene scene;
    scene.app("a", "");
    std::string body;
    for (int i = 0; i < 20'000; ++i)
        body += "<Menu><Name>m</Name><Include><All/></Include></Menu>";
    for (int i = 0; i < 3000; ++i)
        body += fmt::format("<Move><Old>m</Old><New>n{}</New><Old>n{}</Old><New>m</New></Move>", i, i);
    scene.menu(body);
    CHECK(scene.build() == "Root m( a )");
    CHECK(scene.diagnostics.hasProblems());
}

TEST_CASE("menu: moving below itself, onto itself, from nowhere") {
    Scene scene;
    scene.app("a", "");
    const std::string menu = "<Menu><Name>M</Name><Include><All/></Include></Menu>";
    const auto move = [&](const char* from, const char* to) {
        scene.menu(menu + fmt::format("<Move><Old>{}</Old><New>{}</New></Move>", from, to));
        return scene.build();
    };
    CHECK(move("M", "M/N") == "Root M( N( a ) )");
    CHECK(move("M", "M") == "Root M( a )");
    CHECK(move("X", "Y") == "Root M( a )");
    CHECK(move("M", "A/B/C") == "Root A( B( C( a ) ) )");
    CHECK(move("/M/", "//N//") == "Root N( a )");
    CHECK(move("M", "") == "Root M( a )");
}
