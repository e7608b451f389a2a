#include "base/diagnostics.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

#include <doctest/doctest.h>

using namespace base;

TEST_CASE("UTF-8: what is valid") {
    for (const char* text : {"", "plain", "\u00e9\u20ac\U0001F600", "\uFFFD", "\xEF\xBB\xBF"})
        CHECK(isValidUtf8(text));
    // Stray, overlong, surrogate, beyond the last character, cut off.
    for (const char* text : {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5",
                             "\xE2\x82", "caf\xe9", "\xFE"}) {
        CAPTURE(visible(text));
        CHECK_FALSE(isValidUtf8(text));
        CHECK(isValidUtf8(toValidUtf8(text)));
    }
    CHECK(toValidUtf8("a\xE2\x82z") == "a\uFFFDz");
}

TEST_CASE("UTF-8: every character is encoded and decoded") {
    for (char32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text;
        appendUtf8(text, c);
        const Utf8Character decoded = decodeUtf8(text);
        REQUIRE(decoded.valid);
        REQUIRE(decoded.value == c);
        REQUIRE(decoded.length == text.size());
    }
}

TEST_CASE("UTF-8: columns, and cutting by them") {
    CHECK(displayWidth("abc") == 3);
    CHECK(displayWidth("\u65e5\u672c") == 4); // wide
    CHECK(displayWidth("e\u0301") == 1);      // combining
    CHECK(displayWidth("\U0001F600") == 2);   // emoji
    CHECK(displayWidth("\uFF21") == 2);       // fullwidth
    CHECK(displayWidth("\u200F\u05D0") == 1); // a mark that is not seen
    CHECK(ellipsise("abcdef", 6) == "abcdef");
    CHECK(ellipsise("abcdefg", 6) == "abcde\u2026");
    CHECK(ellipsise("ab cdefg", 4) == "ab\u2026"); // no blank before it
    CHECK(ellipsise("\u65e5\u672c\u8a9e", 6) == "\u65e5\u672c\u8a9e");
    CHECK(ellipsise("\u65e5\u672c\u8a9e", 5) == "\u65e5\u672c\u2026");
    CHECK(ellipsise("\u65e5\u672c\u8a9e", 4) == "\u65e5\u2026");
    const std::string letter = "o\u0302\u0323"; // no letter of any language has more than some marks
    CHECK(ellipsise(letter + letter + letter + letter, 4) == letter + letter + letter + letter);
    std::string marks = "a";
    for (int i = 0; i < 1000; ++i)
        marks += "\u0301";
    CHECK(ellipsise(marks, 4).size() < 50);
    CHECK(ellipsise("", 4).empty());
    CHECK(ellipsise("abc", 0).empty());
    for (std::size_t columns = 1; columns < 12; ++columns)
        CHECK(displayWidth(ellipsise("a\u65e5b\u672cc\u8a9ede\u0301f", columns)) <= columns);
}

TEST_CASE("UTF-8: folding case") {
    CHECK(foldCase("ABC xyz") == "abc xyz");
    CHECK(foldCase("\u0531\u0556\u0557") == "\u0561\u0586\u0557"); // Armenian, and what is behind it
    CHECK(foldCase("\u00c4\u00d6\u00dc\u00d7") == "\u00e4\u00f6\u00fc\u00d7");
    CHECK(foldCase("\u0394\u0416\u0401\u0104\u0179\u0139") == "\u03b4\u0436\u0451\u0105\u017a\u013a");
}

TEST_CASE("text: trimmed and split") {
    CHECK(trim(" \t\r\n a b \n") == "a b");
    CHECK(trim("  ").empty());
    CHECK(split("a:b::c", ':') == std::vector<std::string>{"a", "b", "", "c"});
    CHECK(split("", ':').empty());
}

TEST_CASE("diagnostics: one line each, whatever the file says") {
    Diagnostics diagnostics(2);
    diagnostics.note({"a\nb", 3, "Gr\x1b[0m", "Key"}, "what\r\nelse \xff");
    CHECK(format(diagnostics.all()[0]) == "a\\x0ab:3: note: [Gr\\x1b[0m] Key: what\\x0d\\x0aelse \\xff");
    CHECK_FALSE(diagnostics.hasProblems());
    diagnostics.warning({"file"}, "x");
    CHECK(format(diagnostics.all()[1]) == "file: warning: x");
    diagnostics.error({}, "y");
    CHECK(diagnostics.hasProblems());
    CHECK(diagnostics.all().size() == 2);
    CHECK(diagnostics.dropped() == 1);
}
