#include "plan/panel_window.hpp"

#include <doctest/doctest.h>

using plan::isPanels;

TEST_CASE("which dock is the panel's") {
    // Its own process, whatever it calls its window.
    CHECK(isPanels({true, {"lxpanel", "Lxpanel"}}, "lxpanel"));
    CHECK(isPanels({true, {"bar", "Bar"}}, "/opt/my-panel"));
    CHECK(isPanels({true, {}}, "lxpanel"));
    // Another process, or none that is told: by name.
    CHECK(isPanels({false, {"lxpanel", "Lxpanel"}}, "/opt/my-panel"));
    CHECK(isPanels({false, {"xfce4-panel", "Xfce4-panel"}}, "/usr/bin/xfce4-panel"));
    CHECK(isPanels({{}, {"TINT2"}}, "tint2"));
    CHECK_FALSE(isPanels({false, {"tint2", "Tint2"}}, "lxpanel"));
    CHECK_FALSE(isPanels({{}, {"conky", "Conky"}}, "lxpanel"));
    CHECK_FALSE(isPanels({false, {}}, "lxpanel"));
    // Neither.
    CHECK(isPanels({{}, {}}, "lxpanel"));
}
