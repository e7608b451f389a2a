#include "base/sixteen.hpp"
#include "xdg/key_file.hpp"

#include <doctest/doctest.h>

using xdg::KeyFileLine;
using xdg::KeyFileReader;
using LineKind = xdg::KeyFileLine::Kind;

namespace {

KeyFileLine only(std::string_view text) {
    return KeyFileReader(text).next();
}

} // namespace

TEST_CASE("key file: groups, entries, comments, blank lines, numbers") {
    KeyFileReader reader(
        "# comment\n\n[Group One]\nKey=value\nKey[de_DE]=wert\n  # indented comment\nlast = x");
    KeyFileLine line = reader.next();
    CHECK(line.kind == LineKind::group);
    CHECK(line.name == "Group One");
    CHECK(line.number == 3);
    line = reader.next();
    CHECK(line.name == "Key");
    CHECK(line.locale.empty());
    CHECK(line.value == "value");
    line = reader.next();
    CHECK(line.locale == "de_DE");
    CHECK(line.number == 5);
    line = reader.next();
    CHECK(line.name == "last");
    CHECK(line.value == "x");
    CHECK(line.number == 7);
    CHECK(reader.next().kind == LineKind::end);
    CHECK(reader.next().kind == LineKind::end);
}

TEST_CASE("key file: CRLF, byte order mark, spaces, no last newline") {
    CHECK(only("\xEF\xBB\xBF[Desktop Entry]\r\n").name == "Desktop Entry");
    CHECK(only("Name = A B \t\r\n").value == "A B");
    CHECK(only("Name=").value.empty());
    CHECK(only("Name=a=b [c] # no comment").value == "a=b [c] # no comment");
    CHECK(only("").kind == LineKind::end);
    CHECK(only("\n\n\r\n").kind == LineKind::end);
}

TEST_CASE("key file: what is no line of the format is said to be none") {
    for (const char* text : {"no equals", "=x", "K_y=x", "Ke y=x", "K[]=x", "K]=x", "Käy=x"}) {
        CAPTURE(text);
        CHECK(only(text).kind == LineKind::malformed);
        CHECK_FALSE(only(text).value.empty());
    }
}

TEST_CASE("key file: a broken header begins a group without a name") {
    for (const char* text : {"[unclosed", "[a]b", "[]", "[a[b]"}) {
        CAPTURE(text);
        CHECK(only(text).kind == LineKind::group);
        CHECK(only(text).name.empty());
        CHECK_FALSE(only(text).value.empty());
    }
}

TEST_CASE("key file: lines of any length") {
    const std::string longValue(1'000'000, 'x');
    CHECK(only("Key=" + longValue + "\nNext=1").value == longValue);
}

TEST_CASE("string escapes") {
    CHECK(xdg::unescape(R"(\s\n\t\r\\)") == " \n\t\r\\");
    CHECK(xdg::unescape(R"(\x \; \)") == R"(\x \; \)");
    CHECK(xdg::unescape(R"(\\n)") == R"(\n)");
}

TEST_CASE("lists") {
    using List = std::vector<std::string>;
    base::Arena arena;
    const auto unescapeList = [&arena](std::string_view raw) {
        const auto parts = xdg::unescapeList(raw, arena);
        return List(parts.begin(), parts.end());
    };
    CHECK(unescapeList("a;b;") == List{"a", "b"});
    CHECK(unescapeList("a;b") == List{"a", "b"});
    CHECK(unescapeList(R"(a\;b;c\\;d\s)") == List{"a;b", "c\\", "d "});
    CHECK(unescapeList(";;").empty());
    CHECK(unescapeList("").empty());
}

TEST_CASE("key file: leaves out other languages, and nothing else") {
    const xdg::LocaleMatcher german("de_AT.UTF-8", "");
    // Behind a translation that is passed over, and before one.
    const std::vector<std::string> shapes{
        "Name[fr]=Nom",
        "Name[de]=Name",
        "Name[dz]=other",
        "Name=plain",
        "Name[fr] = Nom",
        "Name [fr]=Nom",
        " Name[fr]=Nom",
        "Name[]=Nom",
        "Name[fr]",
        "Name[fr]x=y",
        "Name[f r]=Nom",
        "Name[fr]]=Nom",
        "Name[fr.UTF-8]=",
        "N\xE4me[fr]=x",
        "[Group]",
        "[fr]=x",
        "=x",
        "# comment",
        "Comment[fr]=Mot",
        "",
        "Name[fr=x",
        "Name[fr]=\r",
        "Name[pt_BR]=x",
        "Name[ca@valencia]=x\nName[nds]=y\nName[dz]=z",
        "Name[de.UTF-8]=x",
        "Name[f=]=x",
        "Name[f]=]=x",
        "Name[]=x\nName[]]=x",
        "Name[]r]=x\nName[f]]=x",
        "Name[=r]=x\nName[f=]=x",
        "Name[\nr]=x\nName[f\n]=x",
        "Name[fr].=x\nName[fr.]=x",
        "GenericName[fr]=x\nGenericName[it=y\nGenericName[it]y\nGenericName[pt_BR]=y\nGenericName[pt_BR=y",
        "TwelveOfThem[fr]=x\nTwelveOfThem[it=y\nTwelveOfThem[it]y\nTwelveOfThem[pt_BR]=y",
        "ThirteenHere_[fr]=x\nThirteenHere_[it=y\nThirteenHere-[fr]=x\nThirteenHere-[it=y",
        "FourteenOfThem[fr]=x\nFourteenOfThem[it=y\nFourteenOfThem[it]y\nFourteenOfThem[x",
        "FifteenOfLength[fr]=x\nFifteenOfLength[it=y\nFifteenOfLength[pt_BR]=y",
        "SixteenOfLengths[fr]=x\nSixteenOfLengths[it=y\nSixteenOfLengths[pt_BR]=y",
        "Name[fr]x=y",
        "Comment[fr]=x\nComment[it]=y\nComment[fr=z\nComment[pt_BR]=z\nCommend[it]=y",
        "GenericName[fr]=x\nGenericName[it]=y\nGenericNamf[it]=y",
        "X-Something-Longer[fr]=x\nX-Something-Longer[it]=y",
        "Nam[fr]=x",
        "Names[fr]=x",
    };
    // What is close to the end of the text is looked at in another way; and at some place of sixty-four
    // bytes, that are looked at together, each line begins.
    const std::string end = "\n# " + std::string(200, 'x');
    for (std::size_t i = 0; i < 2 * base::sixtyFour * shapes.size(); ++i) {
        const std::string shape = shapes[i / 2 % shapes.size()] + (i % 2 == 0 ? "" : end);
        const std::string text = "Name[fr]=a\nName[fr]=" + std::string(i / 2 / shapes.size(), 'b') + '\n' +
                                 shape + "\nName[fr]=c\nName[de]=d\n" + shape;
        KeyFileReader all(text);
        KeyFileReader some(text);
        some.skipOtherLanguages(german);
        CAPTURE(shape);
        for (auto got = some.next();; got = some.next()) {
            auto same = all.next();
            // The end has the number of the last line.
            while (same.kind != LineKind::end && (same.number != got.number || got.kind == LineKind::end)) {
                CHECK(same.kind == LineKind::entry);
                CHECK_FALSE(same.locale.empty());
                CHECK_FALSE(german.fits(same.locale));
                same = all.next();
            }
            CHECK(got.kind == same.kind);
            CHECK(got.name == same.name);
            CHECK(got.locale == same.locale);
            CHECK(got.value == same.value);
            if (got.kind == LineKind::end) break;
        }
    }
    KeyFileReader reader("Name[fr]=a\nName[it]=b\nName[de]=c");
    reader.skipOtherLanguages(german);
    CHECK(reader.next().value == "c");
}
