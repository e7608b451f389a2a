#include "icons/maker.hpp"

#include "support/icon_program.hpp"
#include "support/image_files.hpp"
#include "support/png.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/core.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using support::Colour;
using support::Image;

namespace {

constexpr Colour red{255, 0, 0, 255};
constexpr Colour none{0, 0, 0, 0};

struct MakerScene {
    support::TemporaryFolder folder;
    base::Diagnostics diagnostics;
    icons::MakerOptions options{folder / "cache/icons", 24, 8, support::iconProgram()};

    std::vector<std::optional<std::string>> prepare(const std::vector<std::string>& sources,
                                                    const icons::Progress& progress = {}) {
        return icons::Maker(options, diagnostics).prepare(support::imageFiles(sources), progress);
    }
    /// The path of the icon made from one image, or "" where none was.
    std::string icon(std::string_view name, std::string_view content) {
        return prepare({folder.write(name, content)}).front().value_or("");
    }
    Image pixels(std::string_view name, std::string_view content) {
        const auto path = icon(name, content);
        REQUIRE_FALSE(path.empty());
        return read(path);
    }
    static Image read(const std::string& path) { return support::decodePng(support::contentOf(path)); }
};

bool isNear(const Colour& a, const Colour& b, int tolerance = 3) {
    const auto near = [&](int x, int y) { return std::abs(x - y) <= tolerance; };
    return near(a.red, b.red) && near(a.green, b.green) && near(a.blue, b.blue) && near(a.alpha, b.alpha);
}

/// Whether all columns from `first` on are transparent.
bool isEmptyFrom(const Image& image, int first) {
    for (int y = 0; y < image.height; ++y) {
        for (int x = first; x < image.width; ++x) {
            if (image.at(x, y) != none) return false;
        }
    }
    return true;
}

const std::string redSvg = "<svg xmlns='http://www.w3.org/2000/svg' width='48' height='48'>"
                           "<rect width='48' height='48' fill='#f00'/></svg>";
const std::string redXpm = "/* XPM */\nstatic char *x[] = {\n\"2 2 2 1\",\n\". c #FF0000\",\n\"x c None\",\n"
                           "\"..\",\n\"..\"};\n";

} // namespace

TEST_CASE("icon maker: an even colour stays what it is, to the edge, with a gap at the right") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    for (const int side : {48, 24, 100, 16, 3, 512, 25}) {
        CAPTURE(side);
        const Image made = scene.pixels("a.png", support::encodePng(Image(side, side, red)));
        REQUIRE(made.width == 32);
        REQUIRE(made.height == 24);
        bool even = true;
        for (int y = 0; y < 24; ++y) {
            for (int x = 0; x < 24; ++x)
                even = even && made.at(x, y) == red;
        }
        CHECK(even);
        CHECK(isEmptyFrom(made, 24));
        std::filesystem::remove_all(scene.folder / "cache");
    }
}

TEST_CASE("icon maker: each format gives the same picture") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    CHECK(isNear(scene.pixels("a.xpm", redXpm).at(12, 12), red));
    CHECK(isNear(scene.pixels("b.svg", redSvg).at(12, 12), red));
    CHECK(isNear(scene.pixels("named-wrongly.png", redSvg).at(12, 12), red));
    CHECK(isNear(scene.pixels("letters.svg", "<!-- by XPM2SVG -->" + redSvg).at(12, 12), red));
    const std::string gif("GIF89a\1\0\1\0\x80\0\0\xff\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;", 35);
    CHECK(isNear(scene.pixels("c.gif", gif).at(12, 12), red));
}

TEST_CASE("icon maker: the shape is kept, and the picture centred") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    const Image wide = scene.pixels("wide.png", support::encodePng(Image(48, 24, red)));
    CHECK(wide.at(12, 5) == none);
    CHECK(wide.at(0, 6) == red);
    CHECK(wide.at(23, 17) == red);
    CHECK(wide.at(12, 18) == none);
    const Image tall = scene.pixels("tall.png", support::encodePng(Image(10, 40, red)));
    CHECK(tall.at(8, 12) == none);
    CHECK(tall.at(9, 12) == red);
    CHECK(tall.at(14, 12) == red);
    CHECK(tall.at(15, 12) == none);
    const Image line = scene.pixels("line.png", support::encodePng(Image(1000, 1, red)));
    CHECK(line.at(0, 11) == red);
    CHECK(line.at(0, 10) == none);
    CHECK(line.at(0, 12) == none);
    const Image svg =
        scene.pixels("wide.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
                                 "<rect width='40' height='20' fill='#f00'/></svg>");
    CHECK(svg.at(12, 5) == none);
    CHECK(isNear(svg.at(12, 6), red));
    CHECK(isNear(svg.at(12, 17), red));
    CHECK(svg.at(12, 18) == none);
}

TEST_CASE(
    "icon maker: one that is a little smaller is not blurred, one that is much smaller fills the square") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    Image board(22, 22, red);
    for (int y = 0; y < 22; ++y) {
        for (int x = y % 2; x < 22; x += 2)
            board.at(x, y) = {0, 0, 255, 255};
    }
    const Image made = scene.pixels("22.png", support::encodePng(board));
    CHECK(made.at(0, 0) == none);
    CHECK(made.at(1, 1) == board.at(0, 0));
    CHECK(made.at(2, 1) == board.at(1, 0));
    CHECK(made.at(22, 22) == board.at(21, 21));
    CHECK(scene.pixels("16.png", support::encodePng(Image(16, 16, red))).at(0, 0) == red);
}

TEST_CASE("icon maker: transparent pixels lend no colour to an edge") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    // The right half is transparent green: a scaler that forgets alpha makes the edge yellow or dark.
    Image half(96, 96, red);
    for (int y = 0; y < 96; ++y) {
        for (int x = 46; x < 96; ++x)
            half.at(x, y) = {0, 255, 0, 0};
    }
    const Image made = scene.pixels("half.png", support::encodePng(half));
    bool soft = false;
    for (int x = 0; x < 24; ++x) {
        const Colour& c = made.at(x, 12);
        soft = soft || (c.alpha > 20 && c.alpha < 235);
        if (c.alpha > 8) CHECK(isNear({c.red, c.green, c.blue, 255}, red, 8));
    }
    CHECK(soft); // the edge is inside a pixel: it is smooth
    CHECK(made.at(2, 12) == red);
    CHECK(made.at(20, 12).alpha == 0);
}

TEST_CASE("icon maker: scaling down averages, and picks no single pixels") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    for (const int side : {240, 62, 1000}) {
        CAPTURE(side);
        Image stripes(side, side, {0, 0, 0, 255});
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; x += 2)
                stripes.at(x, y) = {255, 255, 255, 255};
        }
        const Image made = scene.pixels(fmt::format("stripes{}.png", side), support::encodePng(stripes));
        for (int x = 1; x < 23; ++x)
            CHECK(isNear(made.at(x, 12), {128, 128, 128, 255}, 12));
    }
}

TEST_CASE("icon maker: a PNG that is right already is used where it is") {
    MakerScene scene; // needs no program
    scene.options.gap = 0;
    scene.options.helperProgram = "/nonexistent/program";
    const auto right = scene.folder.write("right.png", support::encodePng(Image(24, 24, red)));
    const auto wide = scene.folder.write("wide.png", support::encodePng(Image(24, 23, red)));
    const auto cut = scene.folder.write("cut.png", support::encodePng(Image(24, 24, red)).substr(0, 900));
    const auto dollar = scene.folder.write("a$b.png", support::encodePng(Image(24, 24, red)));
    for (int round = 0; round < 2; ++round) {
        const auto icons = scene.prepare({right, wide, cut, dollar});
        CHECK(icons[0] == right);
        CHECK_FALSE(icons[1]);
        CHECK_FALSE(icons[2]);
        CHECK_FALSE(icons[3]);
    }
    scene.options.cacheFolder.clear();
    CHECK(scene.prepare({right})[0] == right);
    scene.options.gap = 8;
    CHECK_FALSE(scene.prepare({right})[0]);
}

TEST_CASE("icon maker: an image that cannot be opened is not a bad one for good") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    const auto source = scene.folder.write("a.svg", redSvg);
    const auto images = support::imageFiles({source});
    std::filesystem::rename(source, source + ".away");
    CHECK_FALSE(icons::Maker(scene.options, scene.diagnostics).prepare(images, {})[0]);
    REQUIRE(scene.diagnostics.all().size() == 1);
    CHECK(scene.diagnostics.all()[0].message.find("cannot be shown: cannot be opened") == 0);
    std::filesystem::rename(source + ".away", source);
    CHECK(scene.prepare({source})[0]);
}

TEST_CASE("icon maker: no decoder is not the image's fault") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    const auto source = scene.folder.write("a.xpm", redXpm);
    constexpr const char* decoders = "GDK_PIXBUF_MODULE_FILE";
    ::setenv(decoders, "/dev/null", 1); // NOLINT(concurrency-mt-unsafe): one thread
    CHECK_FALSE(scene.prepare({source})[0]);
    ::unsetenv(decoders); // NOLINT(concurrency-mt-unsafe): one thread
    REQUIRE(scene.diagnostics.all().size() == 1);
    CHECK(scene.diagnostics.all()[0].message.find("cannot be shown: no decoder") == 0);
    CHECK(scene.prepare({source})[0]);
}

TEST_CASE("icon maker: what is made anew is bad no more") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    const auto source = scene.folder.write("a.svg", redSvg);
    const auto icon = scene.prepare({source})[0];
    REQUIRE(icon);
    const std::string bad = icon->substr(0, icon->size() - 4) + ".bad";
    std::filesystem::rename(*icon, bad);
    CHECK_FALSE(scene.prepare({source})[0]);
    scene.options.makeAnew = true;
    CHECK(scene.prepare({source})[0]);
    CHECK_FALSE(std::filesystem::exists(bad));
    scene.options.makeAnew = false;
    std::filesystem::copy_file(*icon, bad); // by somebody who runs at the same time
    CHECK(scene.prepare({source})[0]);
}

TEST_CASE("icon maker: what is made once is not made again, until the image changes") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    const auto source = scene.folder.write("a.svg", redSvg);
    const auto first = scene.prepare({source, source});
    REQUIRE(first[0]);
    CHECK(first[0] == first[1]);
    CHECK(first[0]->starts_with(scene.folder / "cache/icons/"));
    const auto program = scene.options.helperProgram;
    scene.options.helperProgram = "/nonexistent/program";
    bool called = false;
    CHECK(scene.prepare({source}, [&](auto, auto) { called = true; })[0] == first[0]);
    CHECK_FALSE(called);
    scene.options.helperProgram = program;

    scene.options.gap = 0;
    const auto other = scene.prepare({source})[0];
    REQUIRE(other);
    CHECK(other != first[0]);
    CHECK(MakerScene::read(*other).width == 24);
    scene.options.gap = 8;

    const std::string blue = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
                             "<rect width='9' height='9' fill='#00f'/></svg>";
    scene.folder.write("a.svg", blue);
    const auto changed = scene.prepare({source})[0];
    REQUIRE(changed);
    CHECK(changed != first[0]);
    CHECK(isNear(MakerScene::read(*changed).at(12, 12), {0, 0, 255, 255}));
    CHECK(scene.diagnostics.all().empty());
}

TEST_CASE("icon maker: the cache is pruned once all is asked for, so what is asked for late stays") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    const std::string early = scene.folder.write("early.svg", redSvg);
    const std::string late = scene.folder.write("late.svg", redSvg + "<!-- late -->");
    const std::string never = scene.folder.write("never.svg", redSvg + "<!-- never -->");
    const auto old = scene.prepare({early, late, never});
    for (const auto& path : old) {
        REQUIRE(path);
        std::filesystem::last_write_time(*path, std::filesystem::file_time_type::clock::now() -
                                                    icons::IconStore::unusedLifetime -
                                                    std::chrono::hours(24));
    }
    std::filesystem::remove(scene.options.cacheFolder + "/.pruned"); // as after a day
    icons::Maker maker(scene.options, scene.diagnostics);
    CHECK(maker.prepare(support::imageFiles({early}), {}) == std::vector{old[0]});
    CHECK(maker.prepare(support::imageFiles({late}), {}) == std::vector{old[1]});
    maker.tidyUp();
    CHECK(std::filesystem::exists(*old[0]));
    CHECK(std::filesystem::exists(*old[1]));
    CHECK_FALSE(std::filesystem::exists(*old[2]));
}

TEST_CASE("icon maker: who is asked twice makes and reports only what is new") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    const auto first = scene.folder.write("a.svg", redSvg);
    const auto second = scene.folder.write("b.svg", redSvg);
    const auto bad = scene.folder.write("bad.png", "no image");
    icons::Maker maker(scene.options, scene.diagnostics);
    const auto prepare = [&](const std::vector<std::string>& sources, std::size_t toMake) {
        std::size_t last = 0;
        auto made = maker.prepare(support::imageFiles(sources), [&](auto, std::size_t all) { last = all; });
        CHECK(last == toMake);
        return made;
    };
    const auto once = prepare({first, bad}, 2);
    const auto twice = prepare({bad, second, first}, 1);
    REQUIRE(once[0]);
    CHECK(twice[2] == once[0]);
    REQUIRE(twice[1]);
    CHECK(MakerScene::read(*twice[1]).width == 32);
    CHECK_FALSE(twice[0]);
    CHECK(scene.diagnostics.all().size() == 1);
    CHECK(maker.isComplete());
}

TEST_CASE("icon maker: progress goes from nothing to all, and is told where something is made") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    std::vector<std::string> sources;
    for (int n = 0; n < 40; ++n)
        sources.push_back(scene.folder.write(fmt::format("i{}.svg", n), redSvg));
    sources.push_back(scene.folder / "none.png");
    std::vector<std::size_t> seen;
    const auto icons = scene.prepare(sources, [&](std::size_t done, std::size_t total) {
        CHECK(total == 40);
        seen.push_back(done);
    });
    CHECK(seen.size() == 41);
    CHECK(seen.front() == 0);
    CHECK(seen.back() == 40);
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    CHECK(std::count(icons.begin(), icons.end(), std::nullopt) == 1);
    CHECK_FALSE(icons.back());
}

TEST_CASE("icon maker: several processes write one cache at the same time") {
    KIT_REQUIRE_ICON_PROGRAM();
    MakerScene scene;
    std::vector<std::string> sources;
    for (int n = 0; n < 30; ++n)
        sources.push_back(scene.folder.write(fmt::format("i{}.svg", n), redSvg));
    std::vector<pid_t> children;
    for (int n = 0; n < 4; ++n) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            const auto icons = scene.prepare(sources);
            const bool all =
                std::all_of(icons.begin(), icons.end(), [](const auto& i) { return i.has_value(); });
            ::_exit(all ? 0 : 1);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = -1;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(status == 0);
    }
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(scene.folder / "cache/icons/24+8")) {
        ++files;
        CHECK(entry.path().extension() == ".png"); // nothing half made is left
        CHECK(isNear(MakerScene::read(entry.path().string()).at(12, 12), red));
    }
    CHECK(files == 30);
}

TEST_CASE("icon maker: without a program, or a cache that can be written, only the icons are missing") {
    MakerScene scene;
    const auto source = scene.folder.write("a.svg", redSvg);
    scene.options.helperProgram = "/nonexistent/program";
    CHECK_FALSE(scene.prepare({source})[0]);
    CHECK(scene.diagnostics.all().size() == 1);
    scene.options.helperProgram = "/bin/true"; // ends without a word
    CHECK_FALSE(scene.prepare({source})[0]);
    scene.options.helperProgram =
        scene.folder.write("older", "#!/bin/sh\nprintf 'xdg2pekwm-icon 0' >&0\nexec cat >/dev/null\n");
    REQUIRE(::chmod(scene.options.helperProgram.c_str(), 0700) == 0);
    CHECK_FALSE(scene.prepare({source})[0]);
    CHECK(scene.diagnostics.all().back().message.find("is another version") != std::string::npos);
    scene.options.helperProgram = support::iconProgram();
    scene.options.cacheFolder = scene.folder.write("file", "") + "/cache";
    CHECK_FALSE(scene.prepare({source})[0]);
    CHECK(scene.diagnostics.all().size() == 4);
    if (support::iconProgram().empty()) return;
    scene.options.cacheFolder = scene.folder / "cache"; // it was not the image's fault: nothing is remembered
    CHECK(scene.prepare({source})[0]);
}

TEST_CASE("icon maker: an image is blamed for how its decoder ends, but not for who ends it") {
    MakerScene scene;
    scene.options.gap = 0;
    const auto source = scene.folder.write("a.svg", redSvg);
    // A program that greets, waits until it is asked, and ends so.
    const auto isBlamed = [&](const std::string& how) {
        scene.options.helperProgram = scene.folder.write(
            "ends", "#!/bin/sh\nprintf 'xdg2pekwm-icon 1' >&0\ndd bs=4096 count=1 2>/dev/null\n" + how);
        REQUIRE(::chmod(scene.options.helperProgram.c_str(), 0700) == 0);
        icons::Maker maker(scene.options, scene.diagnostics);
        CHECK_FALSE(maker.prepare(support::imageFiles({source}), {})[0]);
        const auto& message = scene.diagnostics.all().back().message;
        CHECK(message.find("ended with") != std::string::npos);
        const bool blamed = message.starts_with("cannot be shown");
        CHECK(maker.isComplete() == blamed); // else it is tried again
        std::filesystem::remove_all(scene.folder / "cache");
        return blamed;
    };
    for (const std::string signal : {"SEGV", "ABRT", "XCPU"}) {
        CAPTURE(signal);
        CHECK(isBlamed("kill -s " + signal + " $$"));
    }
    CHECK(isBlamed("exit 1"));
    for (const std::string signal : {"TERM", "INT", "HUP", "KILL"}) {
        CAPTURE(signal);
        CHECK_FALSE(isBlamed("kill -s " + signal + " $$"));
    }
}

TEST_CASE("icon maker: how many processes") {
    CHECK(icons::processCount(0, 8) == 0);
    CHECK(icons::processCount(1, 8) == 1);
    CHECK(icons::processCount(12, 8) == 1);
    CHECK(icons::processCount(13, 8) == 2);
    CHECK(icons::processCount(500, 2) == 2);
    CHECK(icons::processCount(500, 64) == 4);
    CHECK(icons::processCount(500, 0) == 1);
}
