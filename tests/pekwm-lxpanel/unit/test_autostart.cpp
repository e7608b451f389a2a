#include "plan/autostart.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace {

/// Two config folders, and what is started of them.
struct Scene {
    support::TemporaryFolder folder;
    std::string said;

    void entry(const std::string& name, const std::string& keys, const std::string& where = "home") const {
        folder.write(where + "/autostart/" + name + ".desktop",
                     "[Desktop Entry]\nType=Application\nName=" + name + "\n" + keys);
    }
    std::vector<plan::AutostartProgram> read() {
        xdg::Environment environment;
        environment.directories.configDirs = {"/home", "/etc"};
        environment.path = {"/bin"};
        environment.currentDesktop = {"pekwm"};
        base::Diagnostics diagnostics;
        auto programs = plan::readAutostart(environment, base::FileTree(folder.path()), diagnostics);
        said.clear();
        for (const auto& diagnostic : diagnostics.all())
            said += base::format(diagnostic) + "\n";
        return programs;
    }
    [[nodiscard]] bool starts() { return !read().empty(); }
};

} // namespace

TEST_CASE("autostart: the better folder's file counts, with its arguments and its folder") {
    Scene scene;
    scene.entry("a", "Exec=one \"two words\"\nPath=/srv\n");
    scene.entry("a", "Exec=worse\n", "etc");
    scene.entry("b", "Exec=other\nPath=relative\n", "etc");
    scene.folder.write("home/autostart/c.txt", "[Desktop Entry]\nType=Application\nName=c\nExec=c\n");
    const auto programs = scene.read();
    REQUIRE(programs.size() == 2);
    CHECK(programs[0].id == "a.desktop");
    CHECK(programs[0].argv == std::vector<std::string>{"one", "two words"});
    CHECK(programs[0].folder == "/srv");
    CHECK(programs[1].argv == std::vector<std::string>{"other"});
    CHECK(programs[1].folder.empty());
    CHECK(scene.said.empty());
}

TEST_CASE("autostart: what says that it is not to be started is not, and hides a worse one") {
    for (const char* keys : {"Hidden=true\n", "OnlyShowIn=KDE;\n", "NotShowIn=pekwm;\n", "TryExec=missing\n",
                             "TryExec=/bin/missing\n", "X-GNOME-Autostart-enabled=false\n"}) {
        CAPTURE(keys);
        Scene scene;
        scene.entry("a", std::string("Exec=one\n") + keys);
        scene.entry("a", "Exec=worse\n", "etc");
        CHECK_FALSE(scene.starts());
        CHECK(scene.said.empty());
    }
    for (const char* keys :
         {"OnlyShowIn=pekwm;\n", "NotShowIn=KDE;\n", "TryExec=there\n", "TryExec=/bin/there\n",
          "X-GNOME-Autostart-enabled=true\n", "[Other]\nX-GNOME-Autostart-enabled=false\n"}) {
        CAPTURE(keys);
        Scene scene;
        REQUIRE(::chmod(scene.folder.write("bin/there", "").c_str(), 0700) == 0);
        scene.entry("a", std::string("Exec=one\n") + keys);
        CHECK(scene.starts());
    }
}

TEST_CASE("autostart: what is wrong with an entry is said, and costs only that entry") {
    struct Case {
        const char* keys;
        const char* said;
    };
    for (const Case& wrong :
         {Case{"Exec=one %x\n", "a.desktop:4: warning: [Desktop Entry] Exec: "},
          Case{"", "a.desktop: warning: [Desktop Entry] Exec: "},
          Case{"Exec=one\nTerminal=true\n", "a.desktop: warning: [Desktop Entry] Terminal: autostart starts "
                                            "nothing in a terminal, not started"}}) {
        CAPTURE(wrong.keys);
        Scene scene;
        scene.entry("a", wrong.keys);
        scene.entry("b", "Exec=other\n");
        const auto programs = scene.read();
        REQUIRE(programs.size() == 1);
        CHECK(programs[0].id == "b.desktop");
        CHECK(scene.said.starts_with(std::string("/home/autostart/") + wrong.said));
    }
    Scene scene;
    scene.folder.write("home/autostart/a.desktop", "[Desktop Entry]\nType=Link\nName=a\nURL=http://a/\n");
    scene.folder.write("home/autostart/b.desktop/file", "the entry is a folder");
    CHECK_FALSE(scene.starts());
    CHECK(scene.said ==
          "/home/autostart/a.desktop: warning: [Desktop Entry] Type: not Application, not started\n"
          "/home/autostart/b.desktop: warning: not a regular file, not started\n");
}

TEST_CASE("autostart: a folder full of entries does not start a thousand programs") {
    Scene scene;
    for (int i = 0; i < 70; ++i)
        scene.entry("entry" + std::to_string(i), "Exec=one\n");
    CHECK(scene.read().size() == 64);
    CHECK(scene.said.find("too many autostart entries, not started") != std::string::npos);
}
