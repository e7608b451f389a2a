#include "plan/pekwm_config.hpp"

#include <doctest/doctest.h>

TEST_CASE("whether somebody has chosen a theme of pekwm's") {
    CHECK(plan::namesTheme("Files {\n\tTheme = \"~/.pekwm/themes/mine\"\n}\n"));
    CHECK(plan::namesTheme("files { menu = \"x\"; theme=\"/t\" }"));
    CHECK_FALSE(plan::namesTheme("Files {\n\tTheme = \"$_PEKWM_THEME_PATH/default\"\n}\n"));
    CHECK_FALSE(plan::namesTheme("# Theme = \"/mine\"\n// Theme = \"/mine\"\n"));
    CHECK_FALSE(plan::namesTheme("MyTheme = \"/mine\"\nThemes = \"x\"\nTheme\nTheme = \"\"\nTheme = "));
    CHECK_FALSE(plan::namesTheme(""));
}

TEST_CASE("a section of a configuration that is not closed") {
    CHECK(plan::openSection("Screen { Workspaces = \"2\" \n") == 1U);
    CHECK(plan::openSection("Files {\n\tTheme = \"x\"\n}\n\nMenu {\n Icons = \"D\" {\n }\n") == 5U);
    CHECK(plan::openSection("A {\nB = \"} }\n}\n") == 1U); // a quote that takes its end with it
    CHECK(plan::openSection("A {\n# }\n// }\n/* }\n} */") == 1U);
    CHECK(plan::openSection("A {\nB = \"\\\" }\"\n") == 1U);
    CHECK(plan::openSection("A { /*") == 1U);
    CHECK_FALSE(plan::openSection(""));
    CHECK_FALSE(plan::openSection("A = \"{\"; B = \"a \\\" {\"\n# {\n// {\n/* { */ / {}\n"));
    CHECK_FALSE(plan::openSection("A { B = \"x\" } }\n")); // pekwm does not mind
    CHECK_FALSE(plan::openSection("A { Say \"hello }\n")); // a quote that begins no value
    CHECK_FALSE(plan::openSection("/*"));
    CHECK_FALSE(plan::openSection("A = \"\\"));
}
