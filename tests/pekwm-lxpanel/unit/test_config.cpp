#include "config/config_files.hpp"
#include "config/values.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <string>

using namespace std::chrono_literals;

namespace {

/// What one file's text does to the built-in settings, and what is said about it.
struct Applied {
    explicit Applied(std::string_view text) { config::apply(settings, text, "/c", diagnostics); }
    std::string said() const {
        std::string all;
        for (const auto& diagnostic : diagnostics.all())
            all += base::format(diagnostic) + "\n";
        return all;
    }
    config::Settings settings;
    base::Diagnostics diagnostics;
};

} // namespace

TEST_CASE("durations") {
    CHECK(config::parseDuration("500ms") == 500ms);
    CHECK(config::parseDuration("3s") == 3s);
    CHECK(config::parseDuration("3") == 3s);
    CHECK(config::parseDuration("2m") == 2min);
    CHECK(config::parseDuration("1440m") == 24h);
    CHECK(config::parseDuration("0") == 0ms);
    for (const char* wrong : {"", "s", "-1s", "1.5s", "3 s", "3h", "99999999999999999999s", "2000000s", "1s1",
                              "1441m", "71583m"}) // whose milliseconds are 12704 in 32 bits
        CHECK_FALSE(config::parseDuration(wrong));
    for (const auto time : {0ms, 1ms, 999ms, 1000ms, 61000ms})
        CHECK(config::parseDuration(config::printDuration(time)) == time);
}

TEST_CASE("commands are split without a shell") {
    const auto command = config::parseCommand(R"(prog "a b" $HOME "say \"hi\"")");
    REQUIRE(command);
    CHECK(*command == std::vector<std::string>{"prog", "a b", "$HOME", "say \"hi\""});
    CHECK_FALSE(config::parseCommand(R"(prog "open)"));
    CHECK_FALSE(config::parseCommand(""));
    for (const std::vector<std::string>& argv : {std::vector<std::string>{"a"},
                                                 {"a", ""},
                                                 {"a", "b c", "b\tc", "b\rc", "%f", "100%"},
                                                 {"a", "\"$`\\"},
                                                 {"a", ";|&<>()#*?~'"}}) {
        const auto again = config::parseCommand(config::printCommand(argv));
        REQUIRE(again);
        CHECK(*again == argv);
    }
}

TEST_CASE("every key is read") {
    const Applied applied(
        "[session]\nx_timeout=1s\non_wm_exit=restart\non_x_lost=logout\nstop_timeout=2s\n"
        "kill_timeout=3s\nlogout_timeout=4s\n[wm]\ncommand=w a\nready_timeout=5s\nrestart=always\n"
        "backoff=1ms..2ms\nlimit=7/8s\n[panel]\ncommand=p\nrestart=never\nbackoff=9ms\nlimit=3\n"
        "[menu]\nwatch=no\ndebounce=10ms\ntimeout=11ms\nlayout=easyos\ncommand=m\n[x]\ndpi=120\n"
        "xkb=de\nbackground=#102030\nshm=off\n[icons]\npath=/a:/b\ntheme=T\n[autostart]\nenabled=0\n"
        "[log]\nlevel=error\nfile=/l\n[env]\nNAME=value\n");
    CHECK(applied.said().empty());
    const config::Settings& s = applied.settings;
    CHECK(s.xTimeout == 1s);
    CHECK(s.onWmExit == config::OnWmExit::restart);
    CHECK(s.onXLost == config::OnXLost::logout);
    CHECK(s.stopTimeout == 2s);
    CHECK(s.killTimeout == 3s);
    CHECK(s.logoutTimeout == 4s);
    CHECK(s.wm.command == std::vector<std::string>{"w", "a"});
    CHECK(s.wm.readyTimeout == 5s);
    CHECK(s.wm.restart == config::Restart::always);
    CHECK(s.wm.backoffFirst == 1ms);
    CHECK(s.wm.backoffLast == 2ms);
    CHECK(s.wm.limit == 7);
    CHECK(s.wm.limitWindow == 8s);
    CHECK(s.panel.restart == config::Restart::never);
    CHECK(s.panel.backoffLast == 9ms);
    CHECK(s.panel.limit == 3);
    CHECK(s.panel.limitWindow == 30s);
    CHECK_FALSE(s.menuWatch);
    CHECK(s.menuDebounce == 10ms);
    CHECK(s.menuTimeout == 11ms);
    CHECK(s.menuLayout == "easyos");
    CHECK(s.menuCommand == std::vector<std::string>{"m"});
    CHECK(s.dpi == 120);
    CHECK(s.xkb == "de");
    CHECK(s.background == "#102030");
    CHECK_FALSE(s.shmProbe);
    CHECK(s.iconPathSet);
    CHECK(s.iconPath == "/a:/b");
    CHECK(s.iconTheme == "T");
    CHECK_FALSE(s.autostart);
    CHECK(s.logLevel == config::LogLevel::error);
    CHECK(s.logFile == "/l");
    CHECK(s.environment.at("NAME") == "value");
}

TEST_CASE("what is printed reads back the same") {
    const Applied first("[wm]\ncommand=w \"a b\"\nlimit=7/8s\n[x]\nbackground=#102030\n[env]\nA=b c\n");
    const std::string printed = config::print(first.settings);
    const Applied second(printed);
    CHECK(second.said().empty());
    CHECK(second.settings.wm.command == first.settings.wm.command);
    CHECK(second.settings.environment == first.settings.environment);
    CHECK(printed.find("# /c:3\nlimit = 7/8s\n") != std::string::npos);
}

TEST_CASE("what is wrong is said with its line, and costs only itself") {
    struct Case {
        const char* text;
        const char* said;
    };
    for (const Case& wrong : {
             Case{"[session]\nx_timeout=soon\n", "/c:2: error: [session] x_timeout: 'soon' is no time"},
             Case{"[menu]\ntimeout=0s\n", "/c:2: error: [menu] timeout: no menu can be made in no time"},
             Case{"[session]\n\n# c\non_wm_exit=x\n",
                  "/c:4: error: [session] on_wm_exit: 'x' is none of logout, restart"},
             Case{"[wm]\nbackoff=5s..1s\n", "/c:2: error: [wm] backoff: '5s..1s' is no range of times"},
             Case{"[wm]\nlimit=x/3s\n", "/c:2: error: [wm] limit: 'x/3s' is no limit"},
             Case{"[wm]\nlimit=5/0s\n", "/c:2: error: [wm] limit: '5/0s' is no limit"},
             Case{"[wm]\nnonsense=1\n", "/c:2: warning: [wm] nonsense: unknown key"},
             Case{"[nonsense]\na=1\n", "/c:2: warning: [nonsense] a: unknown section"},
             Case{"[x]\ndpi=-1\n", "/c:2: error: [x] dpi: '-1' is not a number from 0 to 1000"},
             Case{"[x]\nbackground=blue\n", "/c:2: error: [x] background: 'blue' is neither"},
             Case{"[x]\nbackground=#12345g\n", "/c:2: error: [x] background:"},
             Case{"[icons]\npath=a\n", "/c:2: error: [icons] path: 'a' is not an absolute path"},
             Case{"[log]\nfile=a\n", "/c:2: error: [log] file: 'a' is not an absolute path"},
             Case{"[menu]\nlayout=a/b\n", "/c:2: error: [menu] layout:"},
             Case{"[looks]\ntheme=a/b\n", "/c:2: error: [looks] theme: 'a/b' is no look"},
             Case{"[looks]\ntheme=.hidden\n", "/c:2: error: [looks] theme: '.hidden' is no look"},
             Case{"[panel]\nmodule=a.so\n", "/c:2: error: [panel] module: 'a.so' is neither auto"},
             Case{"[panel]\nrestart=maybe\n", "/c:2: error: [panel] restart: 'maybe' is none of"},
             Case{"[menu]\nwatch=maybe\n", "/c:2: error: [menu] watch: 'maybe' is neither yes nor no"},
             Case{"[env]\n1A=b\n", "/c:2: error: [env] 1A: no name of a variable"},
         }) {
        CAPTURE(wrong.text);
        const Applied applied(wrong.text);
        CHECK(applied.said().starts_with(wrong.said));
        CHECK(applied.diagnostics.all().size() == 1);
        CHECK(config::print(applied.settings) == config::print(config::Settings{}));
    }
}

TEST_CASE("layers: the last one counts, and each part of conf.d comes after its file") {
    const support::TemporaryFolder folder;
    folder.write("etc/pekwm-lxpanel/config",
                 "[session]\nx_timeout=1s\nstop_timeout=1s\nkill_timeout=1s\nlogout_timeout=1s\n");
    folder.write("etc/pekwm-lxpanel/conf.d/b.conf",
                 "[session]\nstop_timeout=2s\nkill_timeout=2s\nlogout_timeout=2s\n");
    folder.write("etc/pekwm-lxpanel/conf.d/ignored.txt", "[session]\nx_timeout=99s\n");
    folder.write("xdg/pekwm-lxpanel/config", "[session]\nkill_timeout=3s\nlogout_timeout=3s\n");
    folder.write("home/pekwm-lxpanel/conf.d/a.conf", "[session]\nlogout_timeout=4s\n");
    base::Diagnostics diagnostics;
    const auto settings = config::read({"/home", "/xdg"}, {}, base::FileTree(folder.path()), diagnostics);
    REQUIRE(settings);
    CHECK(settings->xTimeout == 1s);
    CHECK(settings->stopTimeout == 2s);
    CHECK(settings->killTimeout == 3s);
    CHECK(settings->logoutTimeout == 4s);
    CHECK(settings->origins.at("session.logout_timeout") == "/home/pekwm-lxpanel/conf.d/a.conf:2");
    CHECK_FALSE(config::read({}, "/missing", base::FileTree(folder.path()), diagnostics));
    const auto only =
        config::read({"/home"}, "/xdg/pekwm-lxpanel/config", base::FileTree(folder.path()), diagnostics);
    REQUIRE(only);
    CHECK(only->logoutTimeout == 3s);
    CHECK(only->stopTimeout == config::Settings{}.stopTimeout);
}

TEST_CASE("config files that cannot be read are said, and those that are not there are not") {
    const support::TemporaryFolder folder;
    folder.write("home/pekwm-lxpanel/config/a", "the file is a folder");
    std::filesystem::create_symlink("conf.d", folder / "home/pekwm-lxpanel/conf.d");
    base::Diagnostics diagnostics;
    CHECK(config::read({"/home", "/missing"}, {}, base::FileTree(folder.path()), diagnostics));
    REQUIRE(diagnostics.all().size() == 2);
    CHECK(base::format(diagnostics.all()[0]) ==
          "/home/pekwm-lxpanel/config: warning: not a regular file, its settings are not used");
    CHECK(base::format(diagnostics.all()[1]).starts_with("/home/pekwm-lxpanel/conf.d: warning: cannot be "));
}
