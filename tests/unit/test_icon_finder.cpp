#include "icons/finder.hpp"

#include "support/icon_fixtures.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <fmt/core.h>
#include <sys/stat.h>

using support::themeIndex;

namespace {

const std::string fixed16 = "Size=16\nType=Fixed\n";
const std::string fixed24 = "Size=24\nType=Fixed\n";
const std::string fixed48 = "Size=48\nType=Fixed\n";

std::string pathOf(icons::Finder& finder, std::string_view icon) {
    const icons::ImageFile* const found = finder.find(icon);
    return found != nullptr ? found->path : "-";
}

/// A tree of base folders one and two, a plain folder, and a finder over them.
struct ThemesScene {
    support::TemporaryFolder folder;
    base::FileTree tree;
    base::Diagnostics diagnostics;
    icons::FinderOptions options{"T", 24, 1, {folder / "one", folder / "two"}, {folder / "plain"}};

    std::string put(std::string_view path) const { return folder.write(path, "image"); }
    [[nodiscard]] icons::Finder finder() { return {tree, options, diagnostics}; }
    [[nodiscard]] std::string find(std::string_view icon) {
        icons::Finder once = finder();
        return pathOf(once, icon);
    }
};

void setTime(const std::string& path, long long seconds) {
    const timespec times[2] = {{seconds, 0}, {seconds, 0}};
    REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
}

} // namespace

TEST_CASE("icon finder: the exact size, then the closest one") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme",
                       themeIndex("", {{"16", fixed16}, {"24", fixed24}, {"48", fixed48}}));
    scene.put("one/T/16/app.png");
    const auto exact = scene.put("one/T/24/app.png");
    scene.put("one/T/48/app.png");
    CHECK(scene.find("app") == exact);
    scene.options.size = 40;
    CHECK(scene.find("app") == scene.folder / "one/T/48/app.png");
    scene.options.size = 1;
    CHECK(scene.find("app") == scene.folder / "one/T/16/app.png");
    scene.options.size = 20; // as far from 16 as from 24: the one listed first
    CHECK(scene.find("app") == scene.folder / "one/T/16/app.png");
}

TEST_CASE("icon finder: the scale, contexts, scalable and threshold directories") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme",
                       themeIndex("", {{"24@2/apps", "Size=24\nScale=2\nType=Fixed\nContext=Applications\n"},
                                       {"22/places", "Size=22\nType=Threshold\nContext=Places\n"},
                                       {"24/apps", fixed24 + "Context=Applications\n"},
                                       {"any/apps", "Size=64\nMinSize=8\nMaxSize=256\nType=Scalable\n"}}));
    const auto twice = scene.put("one/T/24@2/apps/app.png");
    const auto once = scene.put("one/T/24/apps/app.png");
    const auto place = scene.put("one/T/22/places/place.png");
    const auto any = scene.put("one/T/any/apps/drawn.svg");
    CHECK(scene.find("app") == once);
    CHECK(scene.find("place") == place); // 24 is within 2 of 22
    CHECK(scene.find("drawn") == any);
    scene.options.scale = 2;
    CHECK(scene.find("app") == twice);
    scene.options.scale = 1;
    scene.options.size = 48; // no 48 at scale 1; any/apps matches, but has no "app"; then 24@2 is closest
    CHECK(scene.find("app") == twice);
}

TEST_CASE("icon finder: within a directory png, svg, xpm; the ending given comes first") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme", themeIndex("", {{"24", fixed24}}));
    for (const char* name : {"all.png", "all.svg", "all.xpm", "two.svg", "two.xpm", "last.xpm", "not.jpg"})
        scene.put(std::string("one/T/24/") + name);
    CHECK(scene.find("all") == scene.folder / "one/T/24/all.png");
    CHECK(scene.find("two") == scene.folder / "one/T/24/two.svg");
    CHECK(scene.find("last") == scene.folder / "one/T/24/last.xpm");
    CHECK(scene.find("all.xpm") == scene.folder / "one/T/24/all.xpm");
    CHECK(scene.find("two.png") == scene.folder / "one/T/24/two.svg");
    CHECK(scene.find("not") == "-"); // themes have no such files
    CHECK(scene.find("ALL") == "-"); // case counts
}

TEST_CASE("icon finder: a theme is searched fully before its parents, depth first, hicolor last") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme", themeIndex("hicolor,A,B", {{"48", fixed48}}));
    scene.folder.write("one/A/index.theme", themeIndex("C", {{"24", fixed24}}));
    scene.folder.write("one/B/index.theme", themeIndex("", {{"24", fixed24}}));
    scene.folder.write("one/C/index.theme", themeIndex("", {{"24", fixed24}}));
    scene.folder.write("one/hicolor/index.theme", themeIndex("", {{"24", fixed24}}));
    for (const char* path :
         {"one/T/48/a.png", "one/A/24/a.png", "one/C/24/c.png", "one/B/24/c.png", "one/hicolor/24/c.png",
          "one/hicolor/24/b.png", "one/B/24/b.png", "one/hicolor/24/h.png"})
        scene.put(path);
    CHECK(scene.find("a") == scene.folder / "one/T/48/a.png");
    CHECK(scene.find("c") == scene.folder / "one/C/24/c.png");
    CHECK(scene.find("b") == scene.folder / "one/B/24/b.png");
    CHECK(scene.find("h") == scene.folder / "one/hicolor/24/h.png");
}

TEST_CASE("icon finder: cycles of inheritance end") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme", themeIndex("A,T", {{"24", fixed24}}));
    scene.folder.write("one/A/index.theme", themeIndex("T,A,hicolor", {{"24", fixed24}}));
    scene.folder.write("one/hicolor/index.theme", themeIndex("T,hicolor", {{"24", fixed24}}));
    const auto icon = scene.put("one/A/24/app.png");
    CHECK(scene.find("app") == icon);
    CHECK(scene.find("none") == "-");
    const auto last = scene.put("one/hicolor/24/last.png");
    // A chain of many themes ends too.
    for (int n = 0; n < 200; ++n) {
        scene.folder.write(fmt::format("one/L{}/index.theme", n),
                           themeIndex(fmt::format("L{}", n + 1), {{"24", fixed24}}));
    }
    scene.options.theme = "L0";
    CHECK(scene.find("none") == "-");
    CHECK(scene.find("last") == last);
}

TEST_CASE("icon finder: a theme that is not installed, or named like a path, leaves hicolor") {
    ThemesScene scene;
    scene.folder.write("one/hicolor/index.theme", themeIndex("", {{"24", fixed24}}));
    const auto icon = scene.put("one/hicolor/24/app.png");
    for (const char* theme : {"Nowhere", "", "hicolor", "../one/hicolor", ".", ".."}) {
        scene.options.theme = theme;
        CHECK(scene.find("app") == icon);
    }
    CHECK_FALSE(scene.diagnostics.all().empty());
}

TEST_CASE("icon finder: a theme spread over base folders has one index, and each folder counts") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme", themeIndex("", {{"24", fixed24}, {"48", fixed48}}));
    scene.folder.write("two/T/index.theme", themeIndex("", {{"other", fixed24}}));
    const auto second = scene.put("two/T/24/app.png");
    scene.put("two/T/other/hidden.png");
    const auto first = scene.put("one/T/24/both.png");
    scene.put("two/T/24/both.png");
    // A directory that fits better wins over a better base folder.
    scene.put("one/T/48/size.png");
    const auto size = scene.put("two/T/24/size.png");
    CHECK(scene.find("app") == second);
    CHECK(scene.find("hidden") == "-");
    CHECK(scene.find("both") == first);
    CHECK(scene.find("size") == size);
}

TEST_CASE("icon finder: unthemed icons, in base folders and then in the plain ones") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme", themeIndex("", {{"24", fixed24}}));
    const auto themed = scene.put("one/T/24/app.png");
    scene.put("one/app.png");
    const auto base = scene.put("two/loose.xpm");
    const auto plain = scene.put("plain/photo.jpeg");
    const auto upper = scene.put("plain/old.XPM");
    const auto louder = scene.put("plain/loud.JPEG");
    scene.put("plain/loose.png");
    CHECK(scene.find("app") == themed);
    CHECK(scene.find("loose") == base);
    CHECK(scene.find("photo") == plain);
    CHECK(scene.find("old") == upper);
    CHECK(scene.find("loud") == louder);
    // The exact name is preferred where it is a file.
    CHECK(scene.find("loose.png") == scene.folder / "plain/loose.png");
    CHECK(scene.find("loose.svg") == base);
    CHECK(scene.find("photo.png") == plain);
}

TEST_CASE("icon finder: a base folder that is a plain one too is searched in the plain ones' order") {
    ThemesScene scene;
    const auto first = scene.put("plain/app.png");
    const auto second = scene.put("two/app.png");
    CHECK(scene.find("app") == second);
    scene.options.plainFolders = {scene.folder / "plain", scene.folder / "two"};
    CHECK(scene.find("app") == first);
}

TEST_CASE("icon finder: names with dots, with an ending of their own, and odd ones") {
    ThemesScene scene;
    const auto dots = scene.put("plain/mini.window3d.xpm");
    const auto reverse = scene.put("plain/org.example.App.png");
    scene.put("plain/.png");
    CHECK(scene.find("mini.window3d.xpm") == dots);
    CHECK(scene.find("mini.window3d") == dots);
    CHECK(scene.find("org.example.App") == reverse);
    CHECK(scene.find("") == "-");
    CHECK(scene.find(".png") == "-");
    CHECK(scene.find("-") == "-");
    CHECK(scene.find("--") == "-");
    CHECK(scene.find("../plain/mini.window3d.xpm") == "-");
    CHECK(scene.find("plain/org.example.App") == "-");
    CHECK(scene.find(std::string("org.example.App\0x", 17)) == "-");
    CHECK(scene.find(std::string(100000, 'x')) == "-");
    CHECK(scene.find(std::string(100000, '-')) == "-");
}

TEST_CASE("icon finder: an exact name beats a shorter one; then the name is cut at its dashes") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme", themeIndex("", {{"24", fixed24}}));
    const auto whole = scene.put("plain/foo-bar-baz.xpm");
    const auto shorter = scene.put("one/T/24/foo-bar.png");
    const auto shortest = scene.put("plain/foo.png");
    CHECK(scene.find("foo-bar-baz") == whole);
    CHECK(scene.find("foo-bar-other") == shorter);
    CHECK(scene.find("foo-bar-other.svg") == shorter);
    CHECK(scene.find("foo-else-other") == shortest);
    CHECK(scene.find("fo-bar") == "-");
}

TEST_CASE("icon finder: absolute paths, with an ending or without, and only files") {
    ThemesScene scene;
    const auto file = scene.put("any where/icon.png");
    const auto drawn = scene.put("any where/drawn.svg");
    const auto bare = scene.put("any where/bare");
    scene.put("any where/folder.png/x");
    CHECK(scene.find(file) == file);
    CHECK(scene.find(scene.folder / "any where/icon") == file);
    CHECK(scene.find(scene.folder / "any where/icon.xpm") == file);
    CHECK(scene.find(scene.folder / "any where//./drawn") == drawn);
    CHECK(scene.find(bare) == bare);
    CHECK(scene.find(scene.folder / "any where/folder.png") == "-");
    CHECK(scene.find(scene.folder / "any where/none.png") == "-");
    CHECK(scene.find("/") == "-");
}

TEST_CASE("icon finder: broken links, link loops, folders and pipes are not icons; the next candidate is") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme", themeIndex("", {{"24", fixed24}, {"48", fixed48}}));
    scene.put("one/T/24/real.png");
    const auto other = scene.put("one/T/48/app.png");
    const auto svg = scene.put("one/T/24/two.svg");
    std::filesystem::create_symlink("nowhere.png", scene.folder / "one/T/24/app.png");
    std::filesystem::create_symlink("two.png", scene.folder / "one/T/24/two.png");
    std::filesystem::create_symlink("real.png", scene.folder / "one/T/24/link.png");
    REQUIRE(::mkfifo((scene.folder / "one/T/24/pipe.png").c_str(), 0600) == 0);
    scene.put("one/T/24/folder.png/x");
    CHECK(scene.find("app") == other);
    CHECK(scene.find("two") == svg);
    CHECK(scene.find("link") == scene.folder / "one/T/24/link.png");
    std::filesystem::create_symlink("folder.png", scene.folder / "one/T/24/other.png");
    CHECK(scene.find("pipe") == "-");
    CHECK(scene.find("folder") == "-");
    CHECK(scene.find("other") == "-");
    CHECK(scene.find(scene.folder / "one/T/24/pipe.png") == "-");
}

TEST_CASE("icon finder: below another root, absolute links stay in it") {
    ThemesScene scene;
    scene.folder.write("root/usr/share/icons/T/index.theme", themeIndex("", {{"24", fixed24}}));
    scene.folder.write("root/usr/share/icons/T/24/app.png", "image");
    scene.folder.write("root/opt/real.png", "image");
    std::filesystem::create_symlink("/opt/real.png", scene.folder / "root/usr/share/icons/T/24/link.png");
    const base::FileTree tree(scene.folder / "root");
    icons::Finder finder(tree, {"T", 24, 1, {"/usr/share/icons"}, {}}, scene.diagnostics);
    CHECK(pathOf(finder, "app") == "/usr/share/icons/T/24/app.png");
    CHECK(pathOf(finder, "link") == "/usr/share/icons/T/24/link.png");
    CHECK(pathOf(finder, "/opt/real") == "/opt/real.png");
}

TEST_CASE("icon finder: an image comes with its stamp, wherever it was found") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme", themeIndex("", {{"24", fixed24}}));
    for (const auto& path : {scene.put("one/T/24/themed.png"), scene.put("plain/plain.png"),
                             scene.put("any where/absolute.png")}) {
        CAPTURE(path);
        auto finder = scene.finder();
        const bool isThemed = path.find("absolute") == std::string::npos;
        const auto* const found = finder.find(isThemed ? std::filesystem::path(path).stem().string()
                                                       : std::filesystem::path(path).string());
        REQUIRE(found != nullptr);
        CHECK(found->path == path);
        CHECK(found->stamp == scene.tree.stat(path));
        CHECK(found->stamp.has_value());
    }
}

TEST_CASE("icon finder: what was looked for once is remembered") {
    ThemesScene scene;
    auto finder = scene.finder();
    CHECK(finder.find("late") == nullptr);
    scene.put("plain/late.png");
    CHECK(finder.find("late") == nullptr);
    CHECK(scene.find("late") == scene.folder / "plain/late.png");
}

TEST_CASE("icon finder: a fresh cache is asked, a stale or broken one is not") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme", themeIndex("", {{"24", fixed24}, {"48", fixed48}}));
    const auto small = scene.put("one/T/24/app.png");
    scene.put("one/T/48/app.png");
    const auto extra = scene.put("one/T/48/extra.png");
    // The cache does not know "extra", and has "app" at 48 only: that shows who answered.
    const std::string cache = support::iconCache({"24", "48", "gone"}, {{"app", {{1, 4}, {2, 4}}}});
    const auto path = scene.folder.write("one/T/icon-theme.cache", cache);
    const auto themeFolder = scene.folder / "one/T";

    SUBCASE("fresh") {
        setTime(themeFolder, 1000);
        setTime(path, 1000);
        CHECK(scene.find("app") == scene.folder / "one/T/48/app.png");
        CHECK(scene.find("extra") == "-");
        CHECK(scene.diagnostics.all().empty());
    }
    SUBCASE("stale") {
        setTime(themeFolder, 1001);
        setTime(path, 1000);
        CHECK(scene.find("app") == small);
        CHECK(scene.find("extra") == extra);
    }
    SUBCASE("cut short, at every byte") {
        for (std::size_t size = 0; size < cache.size(); ++size) {
            scene.folder.write("one/T/icon-theme.cache", cache.substr(0, size));
            setTime(themeFolder, 1000);
            const auto found = scene.find("app");
            const bool sound = found == small || found == scene.folder / "one/T/48/app.png";
            CHECK(sound);
        }
    }
    SUBCASE("a pipe") {
        std::filesystem::remove(path);
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
        setTime(themeFolder, 1000);
        CHECK(scene.find("app") == small);
    }
    SUBCASE("it names files that do not exist") {
        std::filesystem::remove(scene.folder / "one/T/48/app.png");
        setTime(themeFolder, 1000);
        setTime(path, 1000);
        CHECK(scene.find("app") == small);
    }
}

TEST_CASE("icon finder: a cache that keeps lying is dropped") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme", themeIndex("", {{"24", fixed24}, {"48", fixed48}}));
    const auto real = scene.put("one/T/24/real.png");
    std::vector<support::CachedIcon> lies;
    for (int n = 0; n < 10; ++n)
        lies.push_back({"lie" + std::to_string(n), {{1, 4}}});
    const auto path = scene.folder.write("one/T/icon-theme.cache", support::iconCache({"24", "48"}, lies));
    setTime(scene.folder / "one/T", 1000);
    setTime(path, 1000);
    auto finder = scene.finder();
    CHECK(finder.find("real") == nullptr);
    for (int n = 0; n < 10; ++n)
        CHECK(finder.find("lie" + std::to_string(n)) == nullptr);
    CHECK(pathOf(finder, "real.png") == real); // a name that is not yet remembered
    CHECK_FALSE(scene.diagnostics.all().empty());
}

TEST_CASE("icon finder: a part with a cache and a part without answer as one theme") {
    ThemesScene scene;
    scene.folder.write("two/T/index.theme", themeIndex("", {{"24", fixed24}, {"48", fixed48}}));
    scene.put("two/T/24/a.png");
    scene.put("two/T/48/b.png");
    scene.put("two/T/24/d.png");
    const auto path = scene.folder.write(
        "two/T/icon-theme.cache",
        support::iconCache({"24", "48"}, {{"a", {{0, 4}}}, {"b", {{1, 4}}}, {"d", {{0, 4}}}}));
    setTime(scene.folder / "two/T", 1000);
    setTime(path, 1000);
    const auto mine = scene.put("one/T/24/a.png");
    const auto better = scene.put("one/T/24/b.png");
    scene.put("one/T/48/c.png");
    CHECK(scene.find("a") == mine);
    CHECK(scene.find("b") == better);
    CHECK(scene.find("c") == scene.folder / "one/T/48/c.png");
    // What was listed already for another name is no better for that.
    scene.put("one/T/48/d.png");
    auto finder = scene.finder();
    CHECK(pathOf(finder, "c") == scene.folder / "one/T/48/c.png");
    CHECK(pathOf(finder, "d") == scene.folder / "two/T/24/d.png");
}

TEST_CASE("icon finder: its inputs are the folders and indexes, not each file that was tried") {
    ThemesScene scene;
    scene.folder.write("one/T/index.theme", themeIndex("", {{"24", fixed24}}));
    scene.put("one/T/24/app.png");
    scene.tree.recordInputs();
    auto finder = scene.finder();
    for (int n = 0; n < 500; ++n)
        CHECK(finder.find("none" + std::to_string(n)) == nullptr);
    CHECK(finder.find("app") != nullptr);
    const auto inputs = scene.tree.inputs();
    CHECK(inputs.size() < 20);
    const auto has = [&](const std::string& path) {
        return std::any_of(inputs.begin(), inputs.end(),
                           [&](const base::Input& i) { return i.path == path; });
    };
    CHECK(has(scene.folder / "one/T/index.theme"));
    CHECK(has(scene.folder / "one/T/24"));
    CHECK(has(scene.folder / "one/T"));
    CHECK(has(scene.folder / "two/T"));
    CHECK(has(scene.folder / "plain"));
}

TEST_CASE("icon finder: the standard folders") {
    const std::vector<std::string> data{"/home/u/.local/share", "/usr/share/"};
    CHECK(icons::standardBaseFolders("/home/u", data) ==
          std::vector<std::string>{"/home/u/.icons", "/home/u/.local/share/icons", "/usr/share/icons",
                                   "/usr/share/pixmaps"});
    CHECK(icons::standardPlainFolders().front() == "/usr/local/lib/X11/mini-icons");
}

TEST_CASE("icon finder: a file that is named by its path is something that the menu depends on") {
    ThemesScene scene;
    const auto whole = scene.put("own/whole.png");
    const auto stem = scene.put("own/stem.svg");
    scene.tree.recordInputs();
    icons::Finder finder = scene.finder();
    CHECK(pathOf(finder, whole) == whole);
    CHECK(pathOf(finder, scene.folder / "own/stem") == stem);
    CHECK(pathOf(finder, scene.folder / "own/gone.png") == "-");
    const auto inputs = scene.tree.inputs();
    const auto has = [&](const std::string& path, base::Input::Kind kind) {
        return std::any_of(inputs.begin(), inputs.end(),
                           [&](const base::Input& one) { return one.path == path && one.kind == kind; });
    };
    CHECK(has(whole, base::Input::Kind::file));
    CHECK(has(stem, base::Input::Kind::file));
    CHECK(has(scene.folder / "own/gone.png", base::Input::Kind::missing));
}
