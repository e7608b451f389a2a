#include "plan/environment_repair.hpp"

#include "base/path.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "plan/locales.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace plan {

namespace {

constexpr auto programFolders = std::to_array<const char*>(
    {"/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"});

/// Names the session's own folder, so that one within it knows what it was handed down from there.
constexpr const char* sessionFolder = "PEKWM_LXPANEL_FOLDER";

class Repairer {
  public:
    Repairer(RepairedEnvironment& environment, const MachineFacts& facts, const config::Settings& settings)
        : environment_(environment), facts_(facts), settings_(settings) {}

    void run() {
        dropEmpty();
        home();
        outerSession();
        configured(isBuiltUpon);
        path();
        locale();
        baseDirectories();
        runtime();
        stale();
        session();
        sharedMemory();
        icons();
        gtkrc();
        configured([](const std::string& name) { return !isBuiltUpon(name); });
    }

  private:
    /// Whether the configuration has not the last word: of locales, which the system may not have, and of
    /// lists that must hold what the session needs, its programs and the panel's configuration.
    static bool isBuiltUpon(const std::string& name) {
        return isLocaleVariable(name) || name == "PATH" || name == "XDG_CONFIG_DIRS" ||
               name == "XDG_DATA_DIRS" || name == "GTK2_RC_FILES";
    }

    /// What the configuration says of the variables whose names are `wanted`.
    template <typename Wanted>
    void configured(const Wanted& wanted) {
        for (const auto& [name, value] : settings_.environment)
            if (wanted(name)) set(name, value, "[env] of the configuration");
    }

    [[nodiscard]] std::string get(const std::string& name) const {
        const auto found = environment_.variables.find(name);
        return found == environment_.variables.end() ? std::string() : found->second;
    }
    [[nodiscard]] bool has(const std::string& name) const { return environment_.variables.contains(name); }

    void set(const std::string& name, const std::string& value, std::string reason) {
        std::optional<std::string> before;
        if (const auto found = environment_.variables.find(name); found != environment_.variables.end()) {
            if (found->second == value) return;
            before = found->second;
        }
        environment_.variables[name] = value;
        environment_.repairs.push_back({name, before, value, std::move(reason)});
    }
    void setMissing(const std::string& name, const std::string& value, std::string reason) {
        if (!has(name)) set(name, value, std::move(reason));
    }
    void unset(const std::string& name, std::string reason) {
        const auto found = environment_.variables.find(name);
        if (found == environment_.variables.end()) return;
        environment_.repairs.push_back({name, found->second, std::nullopt, std::move(reason)});
        environment_.variables.erase(found);
    }

    /// The specifications say that empty is the same as missing; programs do not all know it.
    void dropEmpty() {
        std::vector<std::string> empty;
        for (const auto& [name, value] : environment_.variables)
            if (value.empty() && name != "LXPANEL_ICON_PATH") empty.push_back(name);
        for (const std::string& name : empty)
            unset(name, "set but empty");
    }

    void home() {
        if (base::isAbsolute(get("HOME"))) return;
        const bool known = base::isAbsolute(facts_.passwdHome);
        set("HOME", known ? facts_.passwdHome : "/root",
            fmt::format("{}; pekwm ends at once without it; {}",
                        has("HOME") ? "not an absolute path" : "not set",
                        known ? "from the user database" : "the user database knows none"));
    }

    /// A session around this one has another screen, and maybe another look. What it has found out of the
    /// machine holds here, too.
    void outerSession() {
        const std::string folder = get(sessionFolder);
        if (folder.empty()) return;
        constexpr const char* reason = "what the session around this one has said is left out";
        unset(sessionFolder, reason);
        for (const char* name : {"XDG_CONFIG_DIRS", "GTK2_RC_FILES"}) {
            std::vector<std::string> parts = base::split(get(name), ':');
            std::erase_if(parts, [&](const std::string& part) { return part.starts_with(folder + '/'); });
            if (const std::string left = listOf(parts); left.empty() || left == usualGtkrcs())
                unset(name, reason);
            else
                set(name, left, reason);
        }
    }

    /// What GTK 2 reads where nobody names any.
    [[nodiscard]] std::string usualGtkrcs() const {
        return "/usr/share/gtk-2.0/gtkrc:/etc/gtk-2.0/gtkrc:" + get("HOME") + "/.gtkrc-2.0";
    }

    static std::string listOf(const std::vector<std::string>& folders) {
        return fmt::format("{}", fmt::join(folders, ":"));
    }

    void path() {
        std::vector<std::string> folders;
        const std::string before = get("PATH");
        for (std::string& folder : base::split(before, ':'))
            if (base::isAbsolute(folder)) folders.push_back(std::move(folder));
        // A relative part, an empty one too, means a place that changes; a missing one costs programs that
        // are installed.
        const bool relative = listOf(folders) != before;
        bool missing = false;
        for (const char* folder : programFolders) {
            if (std::find(folders.begin(), folders.end(), folder) != folders.end()) continue;
            missing = true;
            // What was installed by hand goes before what came with the system.
            if (std::string_view(folder) == "/usr/local/bin")
                folders.insert(folders.begin(), folder);
            else
                folders.emplace_back(folder);
        }
        const std::string& own = facts_.programFolder;
        if (!own.empty() && std::find(folders.begin(), folders.end(), own) == folders.end()) {
            missing = true;
            folders.push_back(own);
        }
        if (!missing && !relative) return;
        set("PATH", listOf(folders),
            before.empty() ? "not set"
            : relative     ? "had relative folders"
                           : "lacked folders of programs");
    }

    /// pekwm loses what is not ASCII in the C locale.
    void locale() {
        localeWithoutUtf8();
        missingLocales();
    }

    void localeWithoutUtf8() {
        if (has("LC_ALL") || has("LC_CTYPE")) return;
        const std::string lang = get("LANG");
        if (!lang.empty() && lang != "C" && lang != "POSIX") return;
        const bool fromFiles =
            !facts_.systemLocale.empty() && facts_.systemLocale != "C" && facts_.systemLocale != "POSIX";
        set("LANG", fromFiles ? facts_.systemLocale : fallbackLocale,
            fmt::format("{}; {}", lang.empty() ? "not set" : "the C locale has no UTF-8",
                        fromFiles ? "from the system's files" : "the system's files set none"));
    }

    /// One name that the C library does not know, and a program that asks for all of them has the C locale.
    /// LANGUAGE still says which language is wanted, also where there is no locale for it.
    void missingLocales() {
        std::vector<std::string> missing;
        for (const auto& [name, value] : environment_.variables)
            if (isLocaleVariable(name) && facts_.missingLocales.contains(value)) missing.push_back(name);
        if (missing.empty() || facts_.missingLocales.contains(fallbackLocale)) return;
        const std::string messages = has("LC_ALL")        ? get("LC_ALL")
                                     : has("LC_MESSAGES") ? get("LC_MESSAGES")
                                                          : get("LANG");
        for (const std::string& name : missing)
            if (name != "LANG") unset(name, "the system has no such locale");
        if (!has("LANG") || facts_.missingLocales.contains(get("LANG")))
            set("LANG", fallbackLocale, "the system has no such locale");
        if (facts_.missingLocales.contains(messages))
            setMissing("LANGUAGE", withoutEncoding(messages),
                       "keeps the language of a locale that the system has not");
    }

    void baseDirectories() {
        const std::string home = get("HOME");
        for (const auto* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
            if (has(name) && !base::isAbsolute(get(name))) unset(name, "not an absolute path");
        if (!facts_.cacheFolder.empty())
            set("XDG_CACHE_HOME", facts_.cacheFolder, "the home folder's cache cannot be written");
        list("XDG_DATA_DIRS", "/usr/local/share:/usr/share");
        addLast("XDG_DATA_DIRS", facts_.shareFolder, "the kit's own icons");
        list("XDG_CONFIG_DIRS", "/etc/xdg");
        addLast("XDG_CONFIG_DIRS", facts_.configFolder, "the kit's own menu files");
        addLast("XDG_CONFIG_DIRS", facts_.defaultsFolder,
                "defaults of the session's look, behind all others");
    }

    void addLast(const char* name, const std::string& folder, const char* reason) {
        const auto parts = base::split(get(name), ':');
        if (folder.empty() || std::find(parts.begin(), parts.end(), folder) != parts.end()) return;
        set(name, get(name) + ":" + folder, reason);
    }

    void list(const char* name, const char* defaults) {
        const auto parts = base::split(get(name), ':');
        std::string value;
        for (const std::string& folder : parts)
            if (base::isAbsolute(folder)) value += (value.empty() ? "" : ":") + folder;
        const char* reason =
            !has(name) ? "not set: the default of the specification" : "empty and relative folders left out";
        set(name, value.empty() ? defaults : value, reason);
    }

    void runtime() {
        if (has("XDG_RUNTIME_DIR") && facts_.xdgRuntimeUsable) return;
        set("XDG_RUNTIME_DIR", facts_.runtimeFolder,
            has("XDG_RUNTIME_DIR") ? "not a folder of ours that can be written; a private one was made"
                                   : "not set; a private folder was made");
    }

    /// What the host handed down and nobody answers to here.
    void stale() {
        if (!facts_.busReachable)
            unset("DBUS_SESSION_BUS_ADDRESS", "nothing answers there; programs would wait for it");
        if (!facts_.xauthorityReadable) unset("XAUTHORITY", "the file cannot be read");
        // Without the variable the usual socket's name would be tried, and it may lead to the host's screen.
        if (has("WAYLAND_DISPLAY") || get("XDG_SESSION_TYPE") == "wayland") {
            constexpr const char* reason = "programs must not find the screen around this one";
            set("XDG_SESSION_TYPE", "x11", reason);
            set("GDK_BACKEND", "x11", reason);
            set("QT_QPA_PLATFORM", "xcb", reason);
        }
        for (const char* name :
             {"WAYLAND_DISPLAY", "SESSION_MANAGER", "DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN"})
            unset(name, "belongs to another session");
    }

    void session() {
        setMissing("XDG_CURRENT_DESKTOP", "pekwm", "not set; menus and autostart entries ask for it");
        setMissing("XDG_SESSION_DESKTOP", "pekwm", "not set");
        setMissing("XDG_SESSION_TYPE", "x11", "not set");
        if (!facts_.defaultsFolder.empty())
            set(sessionFolder, std::string(base::folderOf(facts_.defaultsFolder)),
                "for a session within this one");
        if (!facts_.menuPrefix.empty())
            setMissing("XDG_MENU_PREFIX", facts_.menuPrefix, "not set; both menus then read the same file");
    }

    void sharedMemory() {
        if (!facts_.shmWorks || *facts_.shmWorks) return;
        constexpr const char* reason = "shared memory with the display does not work (another IPC namespace)";
        set("QT_X11_NO_MITSHM", "1", reason);
        set("_X11_NO_MITSHM", "1", reason);
        set("_MITSHM", "0", reason);
        set("GDK_DISABLE_SHM", "1", reason);
    }

    void icons() {
        if (settings_.iconPathSet)
            set("LXPANEL_ICON_PATH", settings_.iconPath, "[icons] path of the configuration");
        if (!facts_.groupIcons.empty())
            setMissing("LXPANEL_GROUP_ICONS", facts_.groupIcons,
                       "not set; the panel then has the groups' pictures that pekwm's menu has");
    }

    void gtkrc() {
        environment_.namesGtkrc = has("GTK2_RC_FILES");
        if (facts_.gtkrc.empty()) return;
        // The last file counts most, and naming any turns the default ones off.
        const std::string before = environment_.namesGtkrc ? get("GTK2_RC_FILES") : usualGtkrcs();
        set("GTK2_RC_FILES", before + ":" + facts_.gtkrc, "the session's look, behind what there was");
    }

    RepairedEnvironment& environment_;
    const MachineFacts& facts_;
    const config::Settings& settings_;
};

} // namespace

RepairedEnvironment repairEnvironment(Variables variables, const MachineFacts& facts,
                                      const config::Settings& settings) {
    RepairedEnvironment environment{std::move(variables), {}};
    Repairer(environment, facts, settings).run();
    return environment;
}

std::string print(const RepairedEnvironment& environment) {
    std::string out;
    const auto reasons = [&](const std::string& name) {
        for (const Repair& repair : environment.repairs)
            if (repair.name == name)
                out +=
                    fmt::format("# {}: {}{}\n", name,
                                repair.before ? fmt::format("was '{}'; ", base::visible(*repair.before)) : "",
                                repair.reason);
    };
    for (const auto& [name, value] : environment.variables) {
        reasons(name);
        out += fmt::format("{}={}\n", name, base::visible(value));
    }
    std::vector<std::string> gone;
    for (const Repair& repair : environment.repairs)
        if (!environment.variables.contains(repair.name) &&
            std::find(gone.begin(), gone.end(), repair.name) == gone.end())
            gone.push_back(repair.name);
    for (const std::string& name : gone) {
        reasons(name);
        out += fmt::format("# {} is not set\n", name);
    }
    return out;
}

} // namespace plan
