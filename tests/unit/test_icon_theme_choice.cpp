#include "icons/theme_choice.hpp"

#include "support/icon_fixtures.hpp"

#include <doctest/doctest.h>
#include <filesystem>

namespace {

/// A root of its own, so that the files in /etc count as well.
struct ChoiceScene {
    support::TemporaryFolder folder;
    icons::ThemeChoiceInput input{
        "/home/u", {"/home/u/.config", "/etc/xdg"}, {"/home/u/.icons", "/usr/share/icons"}};

    void install(const std::string& theme) const {
        folder.write("usr/share/icons/" + theme + "/index.theme",
                     support::themeIndex("", {{"24", "Size=24\n"}}));
    }
    void settings(std::string_view path, const std::string& theme) const {
        folder.write(path, "[Settings]\ngtk-theme-name=X\ngtk-icon-theme-name = " + theme + " \n");
    }
    [[nodiscard]] std::string choose() const {
        return icons::chooseTheme(base::FileTree(folder.path()), input);
    }
};

} // namespace

TEST_CASE("icon theme choice: GTK's settings, in order, and only what is installed") {
    const ChoiceScene scene;
    for (const char* theme : {"A", "B", "C", "D", "E", "F"})
        scene.install(theme);
    scene.folder.write("etc/gtk-2.0/gtkrc", "gtk-icon-theme-name = \"F\"\n");
    CHECK(scene.choose() == "F");
    scene.settings("etc/gtk-3.0/settings.ini", "E");
    CHECK(scene.choose() == "E");
    scene.settings("etc/xdg/gtk-3.0/settings.ini", "D");
    CHECK(scene.choose() == "D");
    scene.folder.write("home/u/.gtkrc-2.0", "include \"x\"\ngtk-icon-theme-name=\"C\"\n");
    CHECK(scene.choose() == "C");
    scene.settings("home/u/.config/gtk-4.0/settings.ini", "B");
    CHECK(scene.choose() == "B");
    scene.settings("home/u/.config/gtk-3.0/settings.ini", "A");
    CHECK(scene.choose() == "A");
    scene.settings("home/u/.config/gtk-3.0/settings.ini", "NotInstalled");
    CHECK(scene.choose() == "B");
    scene.settings("home/u/.config/gtk-4.0/settings.ini", "../icons/A");
    CHECK(scene.choose() == "C");
}

TEST_CASE("icon theme choice: with no settings a known full set, then any, then hicolor") {
    const ChoiceScene scene;
    CHECK(scene.choose() == "hicolor");
    scene.install("hicolor");
    scene.folder.write("usr/share/icons/cursors/index.theme", "[Icon Theme]\nName=C\nInherits=Adwaita\n");
    scene.folder.write("usr/share/icons/aaa/index.theme",
                       "[Icon Theme]\nHidden=true\nDirectories=24\n[24]\nSize=24\n");
    CHECK(scene.choose() == "hicolor");
    scene.install("Zzz");
    scene.install("Mine");
    CHECK(scene.choose() == "Mine");
    scene.install("Adwaita");
    CHECK(scene.choose() == "Adwaita");
    scene.install("Papirus");
    CHECK(scene.choose() == "Papirus");
}

TEST_CASE("icon theme choice: for dark surfaces the dark sister, where nobody has named a theme") {
    const ChoiceScene scene;
    const auto dark = [&](std::string_view path, std::string_view value) {
        scene.folder.write(path,
                           "[Settings]\ngtk-application-prefer-dark-theme=" + std::string(value) + "\n");
    };
    scene.install("Papirus");
    scene.install("breeze");
    scene.install("breeze-dark");
    dark("etc/xdg/gtk-3.0/settings.ini", "1");
    CHECK(scene.choose() == "Papirus"); // a better set, though it has no sister
    scene.install("Papirus-Dark");
    CHECK(scene.choose() == "Papirus-Dark");
    dark("etc/xdg/gtk-3.0/settings.ini", "0");
    CHECK(scene.choose() == "Papirus");
    dark("home/u/.config/gtk-3.0/settings.ini", "true");
    CHECK(scene.choose() == "Papirus-Dark");
    dark("home/u/.config/gtk-3.0/settings.ini", "false");
    dark("etc/xdg/gtk-3.0/settings.ini", "1");
    CHECK(scene.choose() == "Papirus"); // the user's word counts
    scene.settings("etc/gtk-3.0/settings.ini", "breeze");
    dark("home/u/.config/gtk-3.0/settings.ini", "1");
    CHECK(scene.choose() == "breeze");
}

TEST_CASE("icon theme choice: other endings of a dark sister") {
    const ChoiceScene scene;
    scene.folder.write("etc/gtk-3.0/settings.ini", "gtk-application-prefer-dark-theme = true\n");
    scene.install("breeze");
    scene.install("breeze-dark");
    CHECK(scene.choose() == "breeze-dark");
}

TEST_CASE("icon theme choice: the forms of a setting") {
    CHECK(icons::themeOfSettings("gtk-icon-theme-name=A\n") == "A");
    CHECK(icons::themeOfSettings("  gtk-icon-theme-name  =  \"A B\"  # note\r\n") == "A B");
    CHECK(icons::themeOfSettings("gtk-icon-theme-name=A\ngtk-icon-theme-name=B") == "B");
    CHECK_FALSE(icons::themeOfSettings("#gtk-icon-theme-name=A\n"));
    CHECK_FALSE(icons::themeOfSettings("gtk-icon-theme-name=\n"));
    CHECK_FALSE(icons::themeOfSettings("gtk-icon-theme-name=\"\"\n"));
    CHECK_FALSE(icons::themeOfSettings("gtk-icon-theme-name=\"\n"));
    CHECK_FALSE(icons::themeOfSettings(""));
}
