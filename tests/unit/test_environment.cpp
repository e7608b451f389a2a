#include "xdg/environment.hpp"

#include "support/child_process.hpp"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <map>
#include <optional>
#include <unistd.h>

using Folders = std::vector<std::string>;

namespace {

/// Sets variables for a test and gives the old ones back.
class Variables {
  public:
    using Values = std::map<std::string, std::optional<std::string>>;
    explicit Variables(const Values& values) {
        for (const char* name : {"HOME", "PATH", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
                                 "XDG_DATA_DIRS", "XDG_CONFIG_DIRS", "XDG_CURRENT_DESKTOP", "XDG_MENU_PREFIX",
                                 "LC_ALL", "LC_MESSAGES", "LC_COLLATE", "LANG", "LANGUAGE"}) {
            const char* old = std::getenv(name);
            old_[name] = old == nullptr ? std::nullopt : std::optional<std::string>(old);
            set(name, std::nullopt);
        }
        for (const auto& [name, value] : values)
            set(name, value);
    }
    Variables(const Variables&) = delete;
    Variables& operator=(const Variables&) = delete;
    ~Variables() {
        for (const auto& [name, value] : old_)
            set(name, value);
    }

  private:
    static void set(const std::string& name, const std::optional<std::string>& value) {
        if (value)
            ::setenv(name.c_str(), value->c_str(), 1);
        else
            ::unsetenv(name.c_str());
    }
    std::map<std::string, std::optional<std::string>> old_;
};

} // namespace

TEST_CASE("environment: who is not in the user database has no home, and is told so") {
    if (::getuid() != 0) {
        MESSAGE("only root can be somebody else");
        return;
    }
    constexpr uid_t nobodyKnown = 54321;
    CHECK(support::holdsInChild([] {
        const Variables variables(Variables::Values{});
        base::Diagnostics diagnostics;
        const bool isOther = ::setuid(nobodyKnown) == 0;
        const auto environment = xdg::readEnvironment(diagnostics);
        const auto& dirs = environment.directories;
        const auto& said = diagnostics.all();
        const bool told = std::any_of(said.begin(), said.end(), [](const base::Diagnostic& one) {
            return one.message.find("no home folder is known") != std::string::npos;
        });
        const bool systemsOnly = dirs.home.empty() && dirs.configHome.empty() && dirs.cacheHome.empty() &&
                                 dirs.dataDirs == Folders{"/usr/local/share", "/usr/share"} &&
                                 dirs.configDirs == Folders{"/etc/xdg"};
        return isOther && told && systemsOnly;
    }));
}

TEST_CASE("environment: the specification's defaults") {
    const Variables variables(Variables::Values{{"HOME", "/home/me"}});
    base::Diagnostics diagnostics;
    const auto environment = xdg::readEnvironment(diagnostics);
    const auto& dirs = environment.directories;
    CHECK(dirs.home == "/home/me");
    CHECK(dirs.dataHome == "/home/me/.local/share");
    CHECK(dirs.configHome == "/home/me/.config");
    CHECK(dirs.cacheHome == "/home/me/.cache");
    CHECK(dirs.dataDirs == Folders{"/home/me/.local/share", "/usr/local/share", "/usr/share"});
    CHECK(dirs.configDirs == Folders{"/home/me/.config", "/etc/xdg"});
    CHECK_FALSE(environment.path.empty());
    CHECK(diagnostics.all().empty());
}

TEST_CASE("environment: what is set, in order, without repeats") {
    const Variables variables({{"HOME", "/h/"},
                               {"XDG_DATA_HOME", "/d//home"},
                               {"XDG_DATA_DIRS", "/a:/b/:/a:/c:/d/home"},
                               {"XDG_CONFIG_DIRS", "/x:/y"},
                               {"XDG_CONFIG_HOME", "/y"},
                               {"XDG_CACHE_HOME", "/cache/"},
                               {"XDG_CURRENT_DESKTOP", "pekwm::LXDE"},
                               {"XDG_MENU_PREFIX", "easyos-"},
                               {"PATH", "/bin::rel:/usr/bin"}});
    base::Diagnostics diagnostics;
    const auto environment = xdg::readEnvironment(diagnostics);
    CHECK(environment.directories.dataDirs == Folders{"/d/home", "/a", "/b", "/c"});
    CHECK(environment.directories.configDirs == Folders{"/y", "/x"});
    CHECK(environment.directories.cacheHome == "/cache");
    CHECK(environment.currentDesktop == Folders{"pekwm", "LXDE"});
    CHECK(environment.menuPrefix == "easyos-");
    CHECK(environment.path == Folders{"/bin", "/usr/bin"});
    CHECK(diagnostics.all().empty());
}

TEST_CASE("environment: empty is the same as missing") {
    const Variables variables({{"HOME", "/h"},
                               {"XDG_DATA_HOME", ""},
                               {"XDG_DATA_DIRS", ""},
                               {"XDG_CONFIG_DIRS", ":"},
                               {"LC_ALL", ""},
                               {"LC_MESSAGES", ""},
                               {"LANG", "de_DE.UTF-8"}});
    base::Diagnostics diagnostics;
    const auto environment = xdg::readEnvironment(diagnostics);
    CHECK(environment.directories.dataHome == "/h/.local/share");
    CHECK(environment.directories.dataDirs.size() == 3);
    CHECK(environment.directories.configDirs == Folders{"/h/.config", "/etc/xdg"});
    CHECK(environment.messagesLocale == "de_DE.UTF-8");
    CHECK(diagnostics.all().empty());
}

TEST_CASE("environment: relative folders are left out and reported") {
    const Variables variables({{"HOME", "/h"},
                               {"XDG_DATA_HOME", "rel"},
                               {"XDG_DATA_DIRS", "rel:/a:./b"},
                               {"XDG_CONFIG_DIRS", "x:y"}});
    base::Diagnostics diagnostics;
    const auto environment = xdg::readEnvironment(diagnostics);
    CHECK(environment.directories.dataHome == "/h/.local/share");
    CHECK(environment.directories.dataDirs == Folders{"/h/.local/share", "/a"});
    CHECK(environment.directories.configDirs == Folders{"/h/.config", "/etc/xdg"});
    CHECK(diagnostics.all().size() == 5);
}

TEST_CASE("environment: without HOME the user database is asked, and this is said") {
    for (const auto& home : {std::optional<std::string>(), std::optional<std::string>(""),
                             std::optional<std::string>("relative")}) {
        const Variables variables(Variables::Values{{"HOME", home}, {"XDG_DATA_DIRS", "/a"}});
        base::Diagnostics diagnostics;
        const auto environment = xdg::readEnvironment(diagnostics);
        CHECK(environment.directories.dataDirs.back() == "/a");
        CHECK(diagnostics.all().size() == 1);
    }
}

TEST_CASE("environment: which variable is the locale") {
    const Variables variables({{"HOME", "/h"},
                               {"LC_ALL", ""},
                               {"LC_MESSAGES", "fr_FR"},
                               {"LC_COLLATE", "sv_SE"},
                               {"LANG", "de_DE"},
                               {"LANGUAGE", "it"}});
    base::Diagnostics diagnostics;
    const auto environment = xdg::readEnvironment(diagnostics);
    CHECK(environment.messagesLocale == "fr_FR");
    CHECK(environment.collateLocale == "sv_SE");
    CHECK(environment.language == "it");
}
