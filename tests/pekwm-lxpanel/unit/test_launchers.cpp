#include "plan/launchers.hpp"

#include <doctest/doctest.h>
#include <string>

namespace {

std::string button(const std::string& id) {
    return "        Button {\n            id=" + id + "\n        }\n";
}

std::string bar(const std::string& buttons) {
    return "Plugin {\n    type = launchbar\n    Config {\n" + buttons + "    }\n}\n";
}

bool isThere(const std::string& path) {
    return path == "/there.desktop";
}

std::string left(const std::string& panel) {
    return plan::withoutMissingLaunchers(panel, isThere);
}

} // namespace

TEST_CASE("a launcher that is not installed is left out") {
    CHECK(left(bar(button("/gone.desktop") + button("/there.desktop") + button("/gone too.desktop"))) ==
          bar(button("/there.desktop")));
    CHECK(left(bar("Button{\nid = /gone.desktop \n}\n" + button("bare.desktop"))) ==
          bar(button("bare.desktop")));
}

TEST_CASE("a launch bar of which nothing is left goes, too: lxpanel would show a button for nothing") {
    const std::string rest = "# words\nPlugin {\n    type = tray\n}\n";
    CHECK(left(bar(button("/gone.desktop") + button("/lost.desktop")) + rest) == rest);
    CHECK(left(bar("") + rest) == bar("") + rest); // somebody wants it so
}

TEST_CASE("what is no path, or no launcher, stays as it is") {
    const std::string all = bar(button("bare.desktop")) + bar("        Button {\n        }\n") +
                            "Plugin {\n    type = menu\n    Config {\n        image=/gone.png\n    }\n}\n";
    CHECK(left(all) == all);
    for (const std::string odd :
         {"", "\n", "Button {", "id=/gone.desktop\n}", "}\n", "Plugin {", "Plugin {\n}\n}\n"})
        CHECK(left(odd) == odd);
}
