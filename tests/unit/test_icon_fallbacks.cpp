#include "icons/fallbacks.hpp"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <set>
#include <string>

TEST_CASE("icon fallbacks: the standard menu icons have other names, none of them their own") {
    for (const char* icon :
         {"applications-accessories", "applications-development", "applications-education",
          "applications-games", "applications-graphics", "applications-internet", "applications-multimedia",
          "applications-office", "applications-other", "applications-science", "applications-system",
          "applications-utilities", "preferences-desktop", "preferences-system", "preferences-other",
          "system-run", "system-log-out", "utilities-terminal", "www24.png"}) {
        CAPTURE(icon);
        const auto others = icons::standardFallbacks(icon);
        CHECK_FALSE(others.empty());
        CHECK(std::find(others.begin(), others.end(), icon) == others.end());
        CHECK(std::find(others.begin(), others.end(), "") == others.end());
        CHECK(std::set<std::string_view>(others.begin(), others.end()).size() == others.size());
    }
    CHECK(icons::standardFallbacks("applications-internet.svg").size() ==
          icons::standardFallbacks("applications-internet").size());
    CHECK(icons::standardFallbacks("firefox").empty());
    CHECK(icons::standardFallbacks("").empty());
    CHECK_FALSE(icons::genericApplicationIcons().empty());
    CHECK_FALSE(icons::genericMenuIcons().empty());
}

TEST_CASE("icon fallbacks: each of the kit's own icons has a file, and each file a use") {
    std::set<std::string_view> names;
    for (int n = 0; n <= static_cast<int>(icons::KitIcon::kill); ++n)
        names.insert(icons::fileNameOf(static_cast<icons::KitIcon>(n)));
    CHECK(names.size() == static_cast<std::size_t>(icons::KitIcon::kill) + 1);
    CHECK(icons::fileNameOf(icons::KitIcon::application) == "application.svg");
    CHECK(icons::fileNameOf(icons::KitIcon::kill) == "kill.svg");
#ifdef KIT_ICON_DATA
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(KIT_ICON_DATA)) {
        if (entry.path().extension() == ".svg") files.insert(entry.path().filename().string());
    }
    CHECK(files == std::set<std::string>(names.begin(), names.end()));
#endif
}

TEST_CASE("icon fallbacks: what a theme has given up") {
    CHECK(icons::isGivenUp("/usr/share/icons/Adwaita/24x24/legacy/applications-games.png"));
    CHECK(icons::isGivenUp("/usr/share/icons/Adwaita/24x24@2x/legacy/applications-games.png"));
    CHECK_FALSE(icons::isGivenUp("/usr/share/icons/Adwaita/24x24/categories/applications-games.png"));
    // Somebody's own folders.
    CHECK_FALSE(icons::isGivenUp("/data/legacy/icons/applications-games.png"));
    CHECK_FALSE(icons::isGivenUp("/home/me/legacy/applications-games.png"));
    CHECK_FALSE(icons::isGivenUp("applications-games.png"));
}

TEST_CASE("icon fallbacks: the kit has its drawing of each standard group") {
    CHECK(icons::groupIconFor("applications-games") == "applications-games.svg");
    CHECK(icons::groupIconFor("applications-games.png") == "applications-games.svg");
    CHECK(icons::groupIconFor("multimedia24.png") == "applications-multimedia.svg"); // EasyOS's name
    CHECK(icons::groupIconFor("applications-electronics") == "applications-science.svg");
    CHECK(icons::groupIcon("applications-science.svg") == "applications-science.svg");
    CHECK(icons::groupIcon("applications-electronics").empty()); // which only that of Science stands for
    CHECK(icons::groupIcon("preferences-desktop-font").empty());
    CHECK(icons::groupIconFor("firefox").empty());
    CHECK(icons::groupIconFor("").empty());
#ifdef KIT_ICON_DATA
    const std::filesystem::path all = KIT_ICON_DATA;
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(all / icons::groupIconFolder)) {
        CAPTURE(entry.path().string());
        CHECK(icons::groupIconFor(entry.path().stem().string()) == entry.path().filename());
        ++files;
    }
    CHECK(files == 14);
#endif
}
