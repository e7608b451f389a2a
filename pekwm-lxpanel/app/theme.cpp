#include "app/theme.hpp"

#include "app/ctl.hpp"
#include "app/looks.hpp"
#include "base/atomic_file.hpp"
#include "base/console.hpp"
#include "base/ini_reader.hpp"
#include "base/path.hpp"
#include "config/config_edit.hpp"
#include "config/config_files.hpp"
#include "supervisor/types.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fmt/format.h>

namespace app {

namespace {

int failTheme(const std::string& message, int status) {
    base::print(stderr, "pekwm-lxpanel theme: {}\n", message);
    return status;
}

int list(const Surroundings& surroundings, const base::FileTree& files) {
    const std::string current = lookInUse(surroundings, files).value_or("");
    for (const std::string& name : lookNames(surroundings, files))
        base::print("{} {}\n", name == current ? '*' : ' ', name);
    return 0;
}

int show(const Surroundings& surroundings, const base::FileTree& files) {
    const auto name = lookInUse(surroundings, files);
    base::print("{}\n", name && !name->empty() ? *name : "none");
    return name ? 0 : failTheme(name.error().message, 0); // it is an answer all the same
}

/// The user's config file with the name in it.
base::Result<std::string> keep(const Surroundings& surroundings, const std::string& name,
                               const base::FileTree& files) {
    const std::string& home = surroundings.xdg.directories.configHome;
    if (home.empty()) return base::fail("there is no home folder to keep it in");
    const std::string path = base::join(home, "pekwm-lxpanel/config");
    const auto text = files.read(path, base::largestIniFile);
    // A file that is there and cannot be read must not be replaced by one with a single line.
    if (!text && !base::isNowhere(text.error().code)) return base::failAt(path, text.error());
    const auto done =
        base::replaceFile(path, config::withSetting(text.value_or(std::string()), "looks", "theme", name));
    if (!done) return base::failAt(path, done.error());
    return path;
}

int set(const Surroundings& surroundings, const std::string& name, const base::FileTree& files) {
    const std::vector<std::string> names = lookNames(surroundings, files);
    if (name != "auto" && name != "none" && std::find(names.begin(), names.end(), name) == names.end())
        return failTheme(fmt::format("there is no look '{}', only {}", name, fmt::join(names, ", ")),
                         supervisor::exitUsage);
    const auto kept = keep(surroundings, name, files);
    int status = 0;
    bool follows = true; // the next session
    if (!kept) {
        status = failTheme(fmt::format("{}; the next session will not have the look", kept.error().message),
                           supervisor::exitNoFolder);
        follows = false;
    } else {
        base::Diagnostics diagnostics; // reported by whoever starts a session
        const auto settings = config::read(surroundings.xdg.directories.configDirs, {}, files, diagnostics);
        if (settings && settings->lookTheme != name) {
            const auto origin = settings->origins.find("looks.theme");
            base::print(stderr, "pekwm-lxpanel theme: {} has the last word, and says {}\n",
                        origin == settings->origins.end() ? "another file" : origin->second,
                        settings->lookTheme);
            follows = false;
        }
    }
    const auto told = tellSession(surroundings.display, "theme " + name);
    if (told && !told->empty()) base::print(stderr, "pekwm-lxpanel theme: {}", *told);
    if (told) return status;
    if (told.error().code != ENOENT) return failTheme(told.error().message, supervisor::exitInternal);
    base::print("{}{}\n",
                surroundings.display.empty() ? "DISPLAY is not set: no session was told"
                                             : "no session runs here",
                follows ? "; the next one will look so" : "");
    return status;
}

} // namespace

int theme(const Surroundings& surroundings, const std::vector<std::string>& words,
          const base::FileTree& files) {
    if (words.front() == "list") return list(surroundings, files);
    if (words.front() == "show") return show(surroundings, files);
    return set(surroundings, words.back(), files);
}

} // namespace app
