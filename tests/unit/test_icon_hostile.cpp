// Images that were made to do harm: each may cost its own icon and a bounded time, and nothing else.
#include "base/sanitizer.hpp"
#include "icons/maker.hpp"

#include "support/icon_program.hpp"
#include "support/image_files.hpp"
#include "support/png.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <chrono>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <tuple>

using namespace std::string_view_literals;

namespace {

const std::string svgStart = "<svg xmlns='http://www.w3.org/2000/svg' "
                             "xmlns:xlink='http://www.w3.org/1999/xlink' width='100' height='100'>";

/// A picture of pictures, ten of the next lower level in each: `levels` levels of the element `kind`.
std::string nested(const std::string& kind, const std::string& leaf, const std::string& use, int levels) {
    std::string text = svgStart + "<defs>";
    for (int level = 0; level < levels; ++level) {
        text += "<" + kind + " id='n" + std::to_string(level) + "' width='9' height='9'>";
        for (int n = 0; n < 10; ++n) {
            std::string part = level == 0 ? leaf : use;
            if (const auto at = part.find('@'); at != std::string::npos)
                part.replace(at, 1, std::to_string(level - 1));
            text += part;
        }
        text += "</" + kind + ">";
    }
    std::string last = use;
    last.replace(last.find('@'), 1, std::to_string(levels - 1));
    return text + "</defs>" + last + "</svg>";
}

const std::string rectangle = "<rect width='90' height='90' fill='red'/>";

std::string nestedUses() {
    return nested("g", rectangle, "<use xlink:href='#n@' x='1'/>", 12);
}
std::string nestedMasks() {
    return nested("mask", rectangle, "<rect width='90' height='90' fill='red' mask='url(#n@)'/>", 13);
}
std::string filtered(const std::string& primitive, int times) {
    std::string text = svgStart + "<filter id='f' x='-9999' y='-9999' width='99999' height='99999'>";
    for (int n = 0; n < times; ++n)
        text += primitive;
    return text + "</filter><rect width='99' height='99' filter='url(#f)'/></svg>";
}
std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int n = 0; n < times; ++n)
        all += text;
    return all;
}
std::string laughs() {
    std::string text = "<!DOCTYPE svg [<!ENTITY e0 'ha'>";
    for (int n = 1; n < 20; ++n)
        text +=
            "<!ENTITY e" + std::to_string(n) + " '" + repeated("&e" + std::to_string(n - 1) + ";", 10) + "'>";
    return text + "]>" + svgStart + "<text>&e19;</text></svg>";
}
std::string hugePng(std::uint32_t width, std::uint32_t height) {
    return "\x89PNG\r\n\x1a\n" +
           support::pngChunk("IHDR", support::bigEndian(width) + support::bigEndian(height) +
                                         std::string("\x08\x06\0\0\0", 5)) +
           support::pngChunk("IDAT", "\x78\x9c\x03\x00\x00\x00\x00\x01"sv) + support::pngChunk("IEND", "");
}
std::string xpm(const std::string& values, const std::string& rows) {
    return "/* XPM */\nstatic char *x[] = {\n\"" + values + "\",\n" + rows + "};\n";
}
/// One pixel, and all the colours that are announced.
std::string manyColours(int count) {
    std::string rows;
    for (int n = 0; n < count; ++n)
        rows += fmt::format("\"{:07} c #123456\",\n", n);
    return xpm(fmt::format("1 1 {} 7", count), rows + "\"0000000\"\n");
}
std::string hugeJpeg() {
    return std::string("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
                       "\xff\xc0\0\x11\x08\xff\xff\xff\xff\3\1\x11\0\2\x11\0\3\x11\0"
                       "\xff\xda\0\x0c\3\1\0\2\0\3\0\0\x3f\0",
                       53);
}

// Far more than any of them takes on a busy machine, far less than what they ask for.
constexpr std::chrono::seconds bounded{60};

struct HostileScene {
    support::TemporaryFolder folder;
    base::Diagnostics diagnostics;
    icons::MakerOptions options{folder / "cache", 24, 8, support::iconProgram()};
    std::string good = folder.write("good.png", support::encodePng(support::Image(48, 48, {255, 0, 0, 255})));

    std::vector<std::optional<std::string>> prepare(const std::vector<std::string>& sources) {
        return icons::Maker(options, diagnostics).prepare(support::imageFiles(sources), {});
    }
    /// Whether the image is refused; it must not take without end.
    bool refuses(const std::string& name, std::string_view content) {
        const auto path = folder.write(name, content);
        const auto start = std::chrono::steady_clock::now();
        const auto icons = prepare({path, good});
        const auto spent = std::chrono::steady_clock::now() - start;
        CHECK(icons[1].has_value());
        CHECK(spent < bounded);
        return !icons[0].has_value();
    }
};

} // namespace

TEST_CASE("icon hostile: images that are refused by their head or content") {
    KIT_REQUIRE_ICON_PROGRAM();
    HostileScene scene;
    const std::string sound = support::encodePng(support::Image(64, 64, {1, 2, 3, 255}));
    CHECK(scene.refuses("empty.png", ""));
    CHECK(scene.refuses("cut.png", std::string_view(sound).substr(0, sound.size() / 2)));
    CHECK(scene.refuses("head.png", std::string_view(sound).substr(0, 33)));
    CHECK(scene.refuses("huge.png", hugePng(100000, 100000)));
    CHECK(scene.refuses("wide.png", hugePng(0x7FFFFFFF, 1)));
    scene.refuses("no-data.png", hugePng(4000, 4000)); // a picture of nothing is one too
    CHECK(scene.refuses("huge.gif", "GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,"sv));
    CHECK(scene.refuses("huge.jpg", hugeJpeg()));
    CHECK(scene.refuses("many.xpm", manyColours(100000)));
    CHECK_FALSE(scene.refuses("few.xpm", manyColours(1000)));
    CHECK(scene.refuses("million.xpm", xpm("1000 1000 1000000 7", "\"0000000 c red\"\n")));
    CHECK(scene.refuses("wide.xpm", xpm("100000 100000 1 1", "\". c red\",\n\".\"\n")));
    CHECK(scene.refuses("negative.xpm", xpm("-5 -5 1 1", "\". c red\",\n\".\"\n")));
    CHECK(scene.refuses("values.xpm", xpm("99999999999999999999 1 1 1", "")));
    CHECK(scene.refuses("text.svg", "no picture"));
    CHECK(scene.refuses("other.svg", "<html><body/></html>"));
    CHECK(scene.refuses("packed.svg", "\x1f\x8b\x08\0\0\0\0\0\0\3"sv));
    CHECK(scene.refuses("large.svg", svgStart + std::string(9 << 20, ' ') + "</svg>"));
    for (std::size_t size = 1; size < sound.size(); size += 997)
        CHECK(scene.refuses("cut.png", std::string_view(sound).substr(0, size)));
}

TEST_CASE("icon hostile: drawings that multiply themselves") {
    KIT_REQUIRE_ICON_PROGRAM();
    HostileScene scene;
    CHECK(scene.refuses("laughs.svg", laughs()));
    CHECK(scene.refuses("uses.svg", nestedUses()));
    CHECK(
        scene.refuses("deep.svg", svgStart + repeated("<g>", 200000) + repeated("</g>", 200000) + "</svg>"));
    CHECK(scene.refuses("masks.svg", nestedMasks())); // the limit of processor time
    // Whether these end in a picture or not does not matter, only that they end.
    scene.refuses("blur.svg", filtered("<feGaussianBlur stdDeviation='99999'/>", 200));
    scene.refuses("grow.svg", filtered("<feMorphology operator='dilate' radius='99999'/>", 100));
    scene.refuses("matrix.svg",
                  filtered("<feConvolveMatrix order='30' kernelMatrix='" + repeated("1 ", 900) + "'/>", 300));
    scene.refuses("plane.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='1e9' height='1e9'/>");
    for (const base::Diagnostic& reported : scene.diagnostics.all())
        CHECK(reported.message.find('\n') == std::string::npos);
    rusage usage{};
    REQUIRE(::getrusage(RUSAGE_CHILDREN, &usage) == 0);
    if (!base::shadowMemory) CHECK(usage.ru_maxrss < 384 * 1024);
}

TEST_CASE("icon hostile: one that takes too long is ended, and the others are made") {
    KIT_REQUIRE_ICON_PROGRAM();
    HostileScene scene;
    scene.options.imageDeadline = std::chrono::seconds(2);
    std::vector<std::string> sources;
    for (int n = 0; n < 6; ++n) {
        sources.push_back(scene.folder.write("bad" + std::to_string(n) + ".svg", nestedMasks()));
        for (int k = 0; k < 5; ++k) {
            sources.push_back(scene.folder.write("good" + std::to_string(n * 5 + k) + ".svg",
                                                 svgStart + rectangle + "</svg>"));
        }
    }
    const auto start = std::chrono::steady_clock::now();
    const auto icons = scene.prepare(sources);
    CHECK(std::chrono::steady_clock::now() - start < bounded);
    for (std::size_t n = 0; n < icons.size(); ++n)
        CHECK(icons[n].has_value() == (n % 6 != 0));
    CHECK(scene.diagnostics.all().size() == 6);

    // They are remembered: nothing is started for them again.
    scene.options.helperProgram = "/nonexistent/program";
    const auto again = scene.prepare(sources);
    CHECK(again == icons);
    CHECK(scene.diagnostics.all().size() == 12);
}

TEST_CASE("icon hostile: what took too long is remembered by a run that is ended before all is made") {
    KIT_REQUIRE_ICON_PROGRAM();
    HostileScene scene;
    struct Ended {};
    const std::vector<std::string> sources{scene.folder.write("bad.svg", nestedMasks()), scene.good};
    const auto endAtFirst = [](std::size_t done, std::size_t /*total*/) {
        if (done == 1) throw Ended();
    };
    CHECK_THROWS_AS(
        std::ignore =
            icons::Maker(scene.options, scene.diagnostics).prepare(support::imageFiles(sources), endAtFirst),
        Ended);
    REQUIRE(scene.diagnostics.all().empty());
    scene.options.helperProgram = "/nonexistent/program";
    std::ignore = scene.prepare({sources.front()});
    REQUIRE(scene.diagnostics.all().size() == 1);
    CHECK(scene.diagnostics.all().front().path == sources.front());
}

TEST_CASE("icon hostile: pipes, devices, folders, link loops and missing files") {
    KIT_REQUIRE_ICON_PROGRAM();
    HostileScene scene;
    const auto pipe = scene.folder / "pipe.png";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const auto loop = scene.folder / "loop.png";
    std::filesystem::create_symlink("loop.png", loop);
    const auto device = scene.folder / "device.svg";
    std::filesystem::create_symlink("/dev/zero", device);
    const auto icons = scene.prepare(
        {pipe, loop, device, scene.folder.path(), scene.folder / "none", "", "relative", scene.good});
    CHECK(std::count_if(icons.begin(), icons.end(), [](const auto& i) { return i.has_value(); }) == 1);
    CHECK(icons.back().has_value());
}

TEST_CASE("icon hostile: a drawing reads no other file") {
    KIT_REQUIRE_ICON_PROGRAM();
    HostileScene scene;
    scene.options.gap = 0;
    const auto links = {"file://" + scene.good, scene.good, std::string("good.png")};
    for (const std::string& link : links) {
        const auto source = scene.folder.write(
            "outside.svg", svgStart + "<image width='100' height='100' xlink:href='" + link + "'/></svg>");
        const auto icon = scene.prepare({source})[0];
        if (!icon) continue;
        const auto image = support::decodePng(support::contentOf(*icon));
        CHECK(image.at(12, 12).alpha == 0);
        std::filesystem::remove_all(scene.folder / "cache");
    }
    CHECK(scene.refuses("entity.svg", "<!DOCTYPE svg [<!ENTITY e SYSTEM 'file://" + scene.good + "'>]>" +
                                          svgStart + "<text>&e;</text></svg>"));
    // The same picture inside is shown: it is the link that is not followed.
    const auto inside = scene.folder.write(
        "inside.svg",
        svgStart + "<image width='100' height='100' xlink:href='data:image/svg+xml;base64,"
                   "PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHdpZHRoPSc5JyBoZWlnaHQ9JzknPjxy"
                   "ZWN0IHdpZHRoPSc5JyBoZWlnaHQ9JzknIGZpbGw9J3JlZCcvPjwvc3ZnPg=='/></svg>");
    const auto icon = scene.prepare({inside})[0];
    REQUIRE(icon);
    const auto image = support::decodePng(support::contentOf(*icon));
    CHECK(image.at(12, 12).red > 250);
}
