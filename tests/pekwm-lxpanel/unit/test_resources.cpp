#include "x11/resources.hpp"

#include <doctest/doctest.h>

TEST_CASE("the resolution is that of the last line that says one") {
    CHECK(x11::dpiOf("Xft.dpi:\t120\n") == 120);
    CHECK(x11::dpiOf("Xft.dpi: 96\nXft.dpi:143.6\nXft.hinting: 1\n") == 144);
    CHECK(x11::dpiOf("Xft.dpi:\t120\n! was: Xft.dpi: 96\nmyXft.dpi: 75\n") == 120);
}

TEST_CASE("resources without a resolution") {
    for (const char* text :
         {"", "Xft.dpi:", "Xft.dpi:\n", "Xft.dpi: many", "Xft.dpi: -96", "Xft.dpi: 96000", "! Xft.dpi: 96"})
        CHECK(x11::dpiOf(text) == 0);
}
