#include "plan/environment_repair.hpp"
#include "plan/locales.hpp"

#include <doctest/doctest.h>

namespace {

plan::MachineFacts machine() {
    plan::MachineFacts facts;
    facts.passwdHome = "/home/me";
    facts.runtimeFolder = "/tmp/own";
    return facts;
}

plan::Variables repaired(plan::Variables variables, const plan::MachineFacts& facts = machine(),
                         const config::Settings& settings = {}) {
    return plan::repairEnvironment(std::move(variables), facts, settings).variables;
}

} // namespace

TEST_CASE("from nothing comes all that a desktop needs") {
    const auto made = repaired({});
    CHECK(made.at("HOME") == "/home/me");
    CHECK(made.at("PATH").find("/usr/local/bin") != std::string::npos);
    CHECK(made.at("LANG") == "C.UTF-8");
    CHECK(made.at("XDG_RUNTIME_DIR") == "/tmp/own");
    CHECK(made.at("XDG_DATA_DIRS") == "/usr/local/share:/usr/share");
    CHECK(made.at("XDG_CONFIG_DIRS") == "/etc/xdg");
    CHECK(made.at("XDG_CURRENT_DESKTOP") == "pekwm");
    CHECK_FALSE(made.contains("XDG_MENU_PREFIX"));
    CHECK_FALSE(made.contains("DISPLAY"));
}

TEST_CASE("HOME") {
    CHECK(repaired({{"HOME", ""}}).at("HOME") == "/home/me");
    CHECK(repaired({{"HOME", "relative"}}).at("HOME") == "/home/me");
    CHECK(repaired({{"HOME", "/set"}}).at("HOME") == "/set");
    plan::MachineFacts nobody = machine();
    nobody.passwdHome.clear();
    CHECK(repaired({}, nobody).at("HOME") == "/root");
}

TEST_CASE("PATH") {
    CHECK(repaired({{"PATH", "/usr/bin:/bin"}}).at("PATH") ==
          "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin");
    CHECK(repaired({{"PATH", "/own:.::/bin"}}).at("PATH").starts_with("/usr/local/bin:/own:/bin:"));
    const std::string full = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    CHECK(repaired({{"PATH", full}}).at("PATH") == full);
    CHECK(repaired({{"PATH", full + ":"}}).at("PATH") == full); // what is empty is where we are
    plan::MachineFacts facts = machine();
    facts.programFolder = "/opt/kit/bin";
    CHECK(repaired({{"PATH", full}}, facts).at("PATH") == full + ":/opt/kit/bin");
}

TEST_CASE("the locale is UTF-8, the system's own where it says one") {
    plan::MachineFacts german = machine();
    german.systemLocale = "de_DE.UTF-8";
    CHECK(repaired({{"LANG", "C"}}, german).at("LANG") == "de_DE.UTF-8");
    CHECK(repaired({{"LANG", ""}}, german).at("LANG") == "de_DE.UTF-8");
    CHECK(repaired({{"LANG", "fr_FR.UTF-8"}}, german).at("LANG") == "fr_FR.UTF-8");
    CHECK_FALSE(repaired({{"LC_ALL", "ja_JP.UTF-8"}}, german).contains("LANG"));
    german.systemLocale = "POSIX";
    CHECK(repaired({}, german).at("LANG") == "C.UTF-8");
}

TEST_CASE("a locale that the system has not costs its sorting, not its letters nor its language") {
    plan::MachineFacts facts = machine();
    facts.missingLocales = {"de_DE.UTF-8", "sr_RS.UTF-8@latin"};
    const auto german = repaired({{"LANG", "de_DE.UTF-8"}}, facts);
    CHECK(german.at("LANG") == "C.UTF-8");
    CHECK(german.at("LANGUAGE") == "de_DE");
    const auto all = repaired({{"LC_ALL", "sr_RS.UTF-8@latin"}, {"LANG", "fr_FR.UTF-8"}}, facts);
    CHECK_FALSE(all.contains("LC_ALL"));
    CHECK(all.at("LANG") == "fr_FR.UTF-8");
    CHECK(all.at("LANGUAGE") == "sr_RS@latin");
    CHECK(repaired({{"LC_ALL", "de_DE.UTF-8"}}, facts).at("LANG") == "C.UTF-8");
    const auto times = repaired({{"LANG", "fr_FR.UTF-8"}, {"LC_TIME", "de_DE.UTF-8"}}, facts);
    CHECK_FALSE(times.contains("LC_TIME"));
    CHECK_FALSE(times.contains("LANGUAGE"));
    CHECK(repaired({{"LANG", "de_DE.UTF-8"}, {"LANGUAGE", "it"}}, facts).at("LANGUAGE") == "it");
    config::Settings settings;
    settings.environment = {{"LANG", "de_DE.UTF-8"}, {"LC_TIME", "it_IT.UTF-8"}};
    const auto wished = repaired({{"LANG", "fr_FR.UTF-8"}}, facts, settings);
    CHECK(wished.at("LANG") == "C.UTF-8");
    CHECK(wished.at("LANGUAGE") == "de_DE");
    CHECK(wished.at("LC_TIME") == "it_IT.UTF-8");
    facts.systemLocale = "de_DE.UTF-8";
    CHECK(repaired({}, facts).at("LANGUAGE") == "de_DE");
    facts.missingLocales.insert("C.UTF-8"); // nothing better is to be had
    CHECK(repaired({{"LANG", "de_DE.UTF-8"}}, facts).at("LANG") == "de_DE.UTF-8");
    CHECK(plan::localesOf({{"LC_ALL", "a"}, {"LANG", "b"}, {"TERM", "c"}}, "d") ==
          std::set<std::string>{"C.UTF-8", "a", "b", "d"});
}

TEST_CASE("empty variables are unset, except one that means something") {
    const auto made = repaired({{"LC_ALL", ""}, {"FOO", ""}, {"LXPANEL_ICON_PATH", ""}});
    CHECK_FALSE(made.contains("LC_ALL"));
    CHECK_FALSE(made.contains("FOO"));
    CHECK(made.at("LXPANEL_ICON_PATH").empty());
}

TEST_CASE("base directories") {
    const auto made = repaired({{"XDG_CONFIG_HOME", "c"},
                                {"XDG_DATA_HOME", "/d"},
                                {"XDG_DATA_DIRS", ":relative:/a::/b"},
                                {"XDG_CONFIG_DIRS", "relative"}});
    CHECK_FALSE(made.contains("XDG_CONFIG_HOME"));
    CHECK(made.at("XDG_DATA_HOME") == "/d");
    CHECK(made.at("XDG_DATA_DIRS") == "/a:/b");
    CHECK(made.at("XDG_CONFIG_DIRS") == "/etc/xdg");
    plan::MachineFacts facts = machine();
    facts.cacheFolder = "/tmp/own/cache";
    facts.configFolder = "/usr/local/etc/xdg";
    facts.defaultsFolder = "/usr/share/pekwm-lxpanel/xdg";
    const auto other = repaired({{"XDG_CACHE_HOME", "/cannot"}}, facts);
    CHECK(other.at("XDG_CACHE_HOME") == "/tmp/own/cache");
    CHECK(other.at("XDG_CONFIG_DIRS") == "/etc/xdg:/usr/local/etc/xdg:/usr/share/pekwm-lxpanel/xdg");
    const auto known = repaired({{"XDG_CONFIG_DIRS", "/usr/local/etc/xdg"}}, facts);
    CHECK(known.at("XDG_CONFIG_DIRS") == "/usr/local/etc/xdg:/usr/share/pekwm-lxpanel/xdg");
}

TEST_CASE("the runtime folder is kept only where it is ours") {
    plan::MachineFacts facts = machine();
    CHECK(repaired({{"XDG_RUNTIME_DIR", "/run/user/0"}}, facts).at("XDG_RUNTIME_DIR") == "/run/user/0");
    facts.xdgRuntimeUsable = false;
    CHECK(repaired({{"XDG_RUNTIME_DIR", "/run/user/0"}}, facts).at("XDG_RUNTIME_DIR") == "/tmp/own");
}

TEST_CASE("what belongs to the host is dropped") {
    plan::MachineFacts facts = machine();
    const plan::Variables variables{{"DBUS_SESSION_BUS_ADDRESS", "unix:path=/b"},
                                    {"XAUTHORITY", "/x"},
                                    {"WAYLAND_DISPLAY", "w"},
                                    {"SESSION_MANAGER", "s"},
                                    {"DESKTOP_STARTUP_ID", "i"}};
    auto made = repaired(variables, facts);
    CHECK(made.contains("DBUS_SESSION_BUS_ADDRESS"));
    CHECK(made.contains("XAUTHORITY"));
    CHECK_FALSE(made.contains("WAYLAND_DISPLAY"));
    CHECK(made.at("GDK_BACKEND") == "x11"); // the usual socket may be there all the same
    CHECK(made.at("QT_QPA_PLATFORM") == "xcb");
    CHECK(made.at("XDG_SESSION_TYPE") == "x11");
    CHECK_FALSE(repaired({}, facts).contains("GDK_BACKEND"));
    CHECK_FALSE(made.contains("SESSION_MANAGER"));
    CHECK_FALSE(made.contains("DESKTOP_STARTUP_ID"));
    facts.busReachable = false;
    facts.xauthorityReadable = false;
    made = repaired(variables, facts);
    CHECK_FALSE(made.contains("DBUS_SESSION_BUS_ADDRESS"));
    CHECK_FALSE(made.contains("XAUTHORITY"));
}

TEST_CASE("what a session around this one has said is left out") {
    plan::MachineFacts facts = machine();
    facts.defaultsFolder = "/tmp/outer/xdg";
    facts.gtkrc = "/tmp/outer/gtkrc";
    const auto outer = repaired({}, facts);
    CHECK(outer.at("PEKWM_LXPANEL_FOLDER") == "/tmp/outer");
    facts.defaultsFolder = "/tmp/outer-2/xdg";
    facts.gtkrc = "/tmp/outer-2/gtkrc";
    const plan::RepairedEnvironment inner = plan::repairEnvironment(outer, facts, {});
    CHECK(inner.variables.at("XDG_CONFIG_DIRS") == "/etc/xdg:/tmp/outer-2/xdg");
    CHECK(inner.variables.at("GTK2_RC_FILES") ==
          "/usr/share/gtk-2.0/gtkrc:/etc/gtk-2.0/gtkrc:/home/me/.gtkrc-2.0:/tmp/outer-2/gtkrc");
    CHECK(inner.variables.at("PEKWM_LXPANEL_FOLDER") == "/tmp/outer-2");
    CHECK_FALSE(inner.namesGtkrc);
    const plan::RepairedEnvironment named =
        plan::repairEnvironment({{"PEKWM_LXPANEL_FOLDER", "/tmp/outer"},
                                 {"XDG_CONFIG_DIRS", "/a:/tmp/outer/xdg"},
                                 {"GTK2_RC_FILES", "/mine:/tmp/outer/gtkrc"}},
                                facts, {});
    CHECK(named.variables.at("XDG_CONFIG_DIRS") == "/a:/tmp/outer-2/xdg");
    CHECK(named.variables.at("GTK2_RC_FILES") == "/mine:/tmp/outer-2/gtkrc");
    CHECK(named.namesGtkrc);
}

TEST_CASE("shared memory, the menu's prefix, icons, and what the configuration sets") {
    plan::MachineFacts facts = machine();
    CHECK_FALSE(repaired({}, facts).contains("QT_X11_NO_MITSHM"));
    facts.shmWorks = true;
    CHECK_FALSE(repaired({}, facts).contains("QT_X11_NO_MITSHM"));
    facts.shmWorks = false;
    facts.menuPrefix = "easyos-";
    facts.gtkrc = "/tmp/own/gtkrc";
    config::Settings settings;
    settings.iconPathSet = true;
    settings.environment = {{"NAME", "value"}, {"LANG", "xx"}};
    const auto made = repaired({}, facts, settings);
    CHECK(made.at("QT_X11_NO_MITSHM") == "1");
    CHECK(made.at("XDG_MENU_PREFIX") == "easyos-");
    CHECK(made.at("LXPANEL_ICON_PATH").empty());
    CHECK(made.at("GTK2_RC_FILES") ==
          "/usr/share/gtk-2.0/gtkrc:/etc/gtk-2.0/gtkrc:/home/me/.gtkrc-2.0:/tmp/own/gtkrc");
    CHECK(made.at("NAME") == "value");
    CHECK(made.at("LANG") == "xx");
    CHECK(repaired({{"XDG_MENU_PREFIX", "lxde-"}}, facts).at("XDG_MENU_PREFIX") == "lxde-");
}

TEST_CASE("what the session adds to lists comes behind what the configuration says of them") {
    plan::MachineFacts facts = machine();
    facts.programFolder = "/kit/bin";
    facts.shareFolder = "/kit/share";
    facts.defaultsFolder = "/tmp/own/xdg";
    facts.gtkrc = "/tmp/own/gtkrc";
    config::Settings settings;
    settings.environment = {{"PATH", "/usr/local/bin:/mine"},
                            {"XDG_CONFIG_DIRS", "/mine:relative"},
                            {"XDG_DATA_DIRS", "/data"},
                            {"GTK2_RC_FILES", "/mine/gtkrc"}};
    const plan::RepairedEnvironment made =
        plan::repairEnvironment({{"XDG_CONFIG_DIRS", "/other"}}, facts, settings);
    CHECK(made.variables.at("PATH") ==
          "/usr/local/bin:/mine:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin:/kit/bin");
    CHECK(made.variables.at("XDG_CONFIG_DIRS") == "/mine:/tmp/own/xdg");
    CHECK(made.variables.at("XDG_DATA_DIRS") == "/data:/kit/share");
    CHECK(made.variables.at("GTK2_RC_FILES") == "/mine/gtkrc:/tmp/own/gtkrc");
    CHECK(made.namesGtkrc);
}

TEST_CASE("the panel is told of the kit's drawings of groups, unless somebody has said where such are") {
    plan::MachineFacts facts = machine();
    CHECK_FALSE(repaired({}, facts).contains("LXPANEL_GROUP_ICONS"));
    facts.groupIcons = "/kit/groups";
    CHECK(repaired({}, facts).at("LXPANEL_GROUP_ICONS") == "/kit/groups");
    CHECK_FALSE(repaired({}, facts).contains("LXPANEL_ICON_PATH"));
    CHECK(repaired({{"LXPANEL_GROUP_ICONS", "/mine"}}, facts).at("LXPANEL_GROUP_ICONS") == "/mine");
}

TEST_CASE("each repair has its reason, and the print says what was there") {
    const auto environment = plan::repairEnvironment({{"HOME", "here"}, {"EMPTY", ""}}, machine(), {});
    for (const plan::Repair& repair : environment.repairs)
        CHECK_FALSE(repair.reason.empty());
    const std::string text = plan::print(environment);
    CHECK(text.find("# HOME: was 'here'; not an absolute path") != std::string::npos);
    CHECK(text.find("HOME=/home/me\n") != std::string::npos);
    CHECK(text.find("# EMPTY is not set\n") != std::string::npos);
}

TEST_CASE("a locale in files of a shell") {
    struct Case {
        const char* text;
        const char* locale;
    };
    for (const Case& file :
         {Case{"LANG=de_DE.UTF-8\n", "de_DE.UTF-8"}, Case{"export LANG='fr_FR.UTF-8'\n", "fr_FR.UTF-8"},
          Case{"LANG=\"en_GB.UTF-8\" # comment\n", "en_GB.UTF-8"}, Case{"LANG=a; export LANG\n", "a"},
          Case{"LANG=a\nLC_ALL=b\n", "b"}, Case{"#LANG=a\n", ""}, Case{"LANG=$OTHER\n", ""},
          Case{"MYLANG=a\n", ""}, Case{"  LANG=a", "a"}, Case{"LANG=", ""}, Case{"", ""}})
        CHECK_MESSAGE(plan::localeIn(file.text) == file.locale, file.text);
}
