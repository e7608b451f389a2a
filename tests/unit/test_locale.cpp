#include "xdg/locale.hpp"

#include <doctest/doctest.h>

using xdg::LocaleMatcher;
using Names = std::vector<std::string>;

TEST_CASE("locale names are taken apart") {
    const auto name = xdg::LocaleName::parse("sr_RS.UTF-8@latin");
    REQUIRE(name);
    CHECK(name->language == "sr");
    CHECK(name->country == "RS");
    CHECK(name->modifier == "latin");
    for (const char* none : {"", "C", "POSIX", "C.UTF-8", "../x"}) {
        CAPTURE(none);
        CHECK_FALSE(xdg::LocaleName::parse(none));
    }
}

TEST_CASE("the specification's table of matches, in its order") {
    CHECK(LocaleMatcher("sr_RS@latin", "").candidates() == Names{"sr_RS@latin", "sr_RS", "sr@latin", "sr"});
    CHECK(LocaleMatcher("de_AT.UTF-8", "").candidates() == Names{"de_AT", "de"});
    CHECK(LocaleMatcher("de@euro", "").candidates() == Names{"de@euro", "de"});
    CHECK(LocaleMatcher("de", "").candidates() == Names{"de"});
    CHECK(LocaleMatcher("C", "").candidates().empty());
}

TEST_CASE("what a locale does not have is not matched") {
    const LocaleMatcher german("de_DE.UTF-8", "");
    CHECK(german.rank("de_DE") == 0);
    CHECK(german.rank("de") == 1);
    CHECK_FALSE(german.rank("de_AT"));
    CHECK_FALSE(german.rank("de@euro"));
    CHECK_FALSE(german.rank("DE"));
    CHECK_FALSE(german.rank("d"));
    CHECK(german.rank("de_DE.ISO-8859-1") == 0);
    CHECK(german.defaultRank() == 2);
    CHECK_FALSE(LocaleMatcher().rank("de"));
}

TEST_CASE("an encoding in the key is ignored, a modifier behind it is not") {
    const LocaleMatcher latin("sr_RS@latin", "");
    CHECK(latin.rank("sr_RS.UTF-8@latin") == 0);
    CHECK(latin.rank("sr.UTF-8") == 3);
}

TEST_CASE("LANGUAGE is a list that takes the place of the locale's language") {
    CHECK(LocaleMatcher("de_DE.UTF-8", "fr_CA:es").candidates() == Names{"fr_CA", "fr", "es"});
    CHECK(LocaleMatcher("de_DE.UTF-8", "::fr:").candidates() == Names{"fr"});
    CHECK(LocaleMatcher("C", "fr").candidates().empty());
    CHECK(LocaleMatcher("POSIX", "fr").candidates().empty());
    CHECK(LocaleMatcher("de_DE", "fr:C:es").candidates() == Names{"fr"});
    CHECK(LocaleMatcher("de_DE", "C:fr").candidates().empty());
}

TEST_CASE("locale: what fits has a rank") {
    const xdg::LocaleMatcher matcher("de_AT.UTF-8", "sr@latin:pt_BR");
    for (const char* locale :
         {"de", "de_AT", "dz", "sr@latin", "sr", "pt", "pl", "pt_BR.UTF-8", "fr", "", "@x"}) {
        CAPTURE(locale);
        CHECK(matcher.fits(locale) == matcher.rank(locale).has_value());
    }
    CHECK(matcher.fits("sr@latin"));
    CHECK_FALSE(matcher.fits("fr"));
    CHECK_FALSE(matcher.fits("dz"));
    CHECK_FALSE(xdg::LocaleMatcher().fits("de"));
}
