#include "xdg/environment.hpp"

#include "base/path.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <basedir.h>
#include <cstdio>
#include <cstdlib>
#include <fmt/core.h>
#include <memory>
#include <pwd.h>
#include <unistd.h>

namespace xdg {

namespace {

constexpr std::string_view defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// A variable's value; missing is the same as empty, as all specifications here ask.
std::string variable(const char* name) {
    const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): before any thread is made
    return value == nullptr ? std::string() : std::string(value);
}

std::string firstOf(std::initializer_list<const char*> names) {
    for (const char* name : names) {
        if (std::string value = variable(name); !value.empty()) return value;
    }
    return {};
}

/// Owns a handle of libxdg-basedir.
class BasedirHandle {
  public:
    BasedirHandle() : valid_(xdgInitHandle(&handle_) != nullptr) {}
    BasedirHandle(const BasedirHandle&) = delete;
    BasedirHandle& operator=(const BasedirHandle&) = delete;
    ~BasedirHandle() {
        if (valid_) xdgWipeHandle(&handle_);
    }
    explicit operator bool() const { return valid_; }
    xdgHandle* get() { return &handle_; }

  private:
    xdgHandle handle_{};
    bool valid_;
};

std::vector<std::string> toVector(const char* const* list) {
    std::vector<std::string> out;
    for (; list != nullptr && *list != nullptr; ++list)
        out.emplace_back(*list);
    return out;
}

/// The home of this user in the user database's own file; empty where it has none. Other sources of users
/// (LDAP) need plug-ins of the C library, which may be inside the program; who uses them sets HOME.
std::string homeInUserDatabase() {
    const std::unique_ptr<FILE, int (*)(FILE*)> file(::fopen("/etc/passwd", "re"), ::fclose);
    if (!file) return {};
    while (const passwd* user = ::fgetpwent(file.get())) { // NOLINT(concurrency-mt-unsafe)
        if (user->pw_uid == ::getuid()) return user->pw_dir;
    }
    return {};
}

std::string homeFolder(base::Diagnostics& diagnostics) {
    std::string home = variable("HOME");
    if (base::isAbsolute(home)) return base::normalise(home);
    const std::string found = homeInUserDatabase();
    if (base::isAbsolute(found)) {
        diagnostics.warning({"HOME"}, fmt::format("{}, using {} from the user database",
                                                  home.empty() ? "not set" : "not an absolute path", found));
        return base::normalise(found);
    }
    diagnostics.warning({"HOME"}, "no home folder is known, so only the system's folders are read");
    return {};
}

/// A *_HOME folder: the library's answer where that is valid, else the specification's default.
std::string homeBelow(const char* name, const char* fromLibrary, const std::string& home,
                      std::string_view defaultFolder, base::Diagnostics& diagnostics) {
    const std::string value = variable(name);
    if (!value.empty() && !base::isAbsolute(value))
        diagnostics.warning({name}, fmt::format("'{}' is not an absolute path, the default is used", value));
    if (base::isAbsolute(value))
        return base::normalise(fromLibrary != nullptr ? std::string_view(fromLibrary) : value);
    return home.empty() ? std::string() : base::join(home, defaultFolder);
}

/// A *_DIRS list with its home folder in front.
std::vector<std::string> searchList(const char* name, const char* const* fromLibrary, const std::string& home,
                                    const std::vector<std::string>& defaults,
                                    base::Diagnostics& diagnostics) {
    const std::string value = variable(name);
    auto folders = value.empty() ? std::vector<std::string>()
                                 : absoluteFolders(fromLibrary != nullptr ? toVector(fromLibrary)
                                                                          : base::split(value, ':'),
                                                   name, diagnostics);
    if (folders.empty()) folders = defaults;
    if (!home.empty()) {
        std::erase(folders, home);
        folders.insert(folders.begin(), home);
    }
    return folders;
}

BaseDirectories readBaseDirectories(base::Diagnostics& diagnostics) {
    BaseDirectories result;
    result.home = homeFolder(diagnostics);
    // The library gives up without HOME, takes relative folders and keeps empty parts of lists. So it is
    // asked for what it gets right, the values of variables that are set, and everything is checked.
    BasedirHandle handle;
    xdgHandle* library = handle ? handle.get() : nullptr;
    const auto home = [&](const char* name, auto function, std::string_view defaultFolder) {
        return homeBelow(name, library != nullptr ? function(library) : nullptr, result.home, defaultFolder,
                         diagnostics);
    };
    result.dataHome = home("XDG_DATA_HOME", xdgDataHome, ".local/share");
    result.configHome = home("XDG_CONFIG_HOME", xdgConfigHome, ".config");
    result.cacheHome = home("XDG_CACHE_HOME", xdgCacheHome, ".cache");
    const auto list = [&](const char* name, auto function, const std::string& first,
                          const std::vector<std::string>& defaults) {
        return searchList(name, library != nullptr ? function(library) : nullptr, first, defaults,
                          diagnostics);
    };
    result.dataDirs =
        list("XDG_DATA_DIRS", xdgDataDirectories, result.dataHome, {"/usr/local/share", "/usr/share"});
    result.configDirs = list("XDG_CONFIG_DIRS", xdgConfigDirectories, result.configHome, {"/etc/xdg"});
    return result;
}

} // namespace

std::vector<std::string> absoluteFolders(const std::vector<std::string>& folders, std::string_view variable,
                                         base::Diagnostics& diagnostics) {
    std::vector<std::string> out;
    for (const std::string& folder : folders) {
        if (folder.empty()) continue;
        if (!base::isAbsolute(folder)) {
            diagnostics.warning({variable}, fmt::format("'{}' is not an absolute path, left out", folder));
            continue;
        }
        std::string normal = base::normalise(folder);
        if (std::find(out.begin(), out.end(), normal) == out.end()) out.push_back(std::move(normal));
    }
    return out;
}

Environment readEnvironment(base::Diagnostics& diagnostics) {
    Environment environment;
    environment.directories = readBaseDirectories(diagnostics);
    std::string path = variable("PATH");
    // An empty or relative part of PATH means a place that the menu's programs are not started from.
    base::Diagnostics ignored;
    environment.path = absoluteFolders(base::split(path.empty() ? defaultPath : path, ':'), "PATH", ignored);
    for (std::string& name : base::split(variable("XDG_CURRENT_DESKTOP"), ':')) {
        if (!name.empty()) environment.currentDesktop.push_back(std::move(name));
    }
    environment.menuPrefix = variable("XDG_MENU_PREFIX");
    environment.messagesLocale = firstOf({"LC_ALL", "LC_MESSAGES", "LANG"});
    environment.collateLocale = firstOf({"LC_ALL", "LC_COLLATE", "LANG"});
    environment.language = variable("LANGUAGE");
    environment.localePath = variable("LOCPATH");
    return environment;
}

} // namespace xdg
