#include "app/preparation.hpp"

#include "base/atomic_file.hpp"
#include "base/make_folders.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "base/unix_socket.hpp"
#include "plan/pekwm_config.hpp"

#include <algorithm>
#include <fmt/core.h>
#include <initializer_list>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace app {

namespace {

bool isUsable(const std::string& folder) {
    return !folder.empty() && base::makeFolders(folder).has_value() && sys::isWritable(folder);
}

bool runs(const std::vector<std::string>& command, std::string_view program) {
    return !command.empty() && base::fileNameOf(command.front()) == program;
}

bool isPekwm(const std::vector<std::string>& command) {
    return runs(command, "pekwm") && command.size() == 1;
}

bool namesAny(std::string_view pekwmConfig, std::initializer_list<std::string_view> keys) {
    return std::any_of(keys.begin(), keys.end(),
                       [&](std::string_view key) { return plan::valueIn(pekwmConfig, key).has_value(); });
}

std::string pekwmHome(const Surroundings& surroundings) {
    return base::join(variable(surroundings, "HOME"), ".pekwm");
}

std::string wmConfigFile(const Preparation& preparation) {
    return base::join(preparation.folder.path(), "pekwm/config");
}

/// The kit's files for those that the home has not, and the user's own configuration does not name.
std::string kitFiles(const std::string& home, const std::string& kit, std::string_view own,
                     const base::FileTree& files) {
    std::string text;
    for (const auto& [key, name] :
         {std::pair("Keys", "keys"), std::pair("Mouse", "mouse"), std::pair("AutoProps", "autoproperties")})
        if (!files.stat(base::join(home, name)) && files.stat(base::join(kit, name)) &&
            !plan::valueIn(own, key))
            text += fmt::format("Files {{ {} = {} }}\n", key, plan::pekwmQuoted(base::join(kit, name)));
    return text;
}

/// The user's own configuration of pekwm where it can be used, else nothing and a warning.
std::optional<std::string> usableOwnConfig(Preparation& preparation, const Surroundings& surroundings,
                                           const base::FileTree& files) {
    auto own = ownPekwmConfig(surroundings, files);
    if (own) return std::move(*own);
    preparation.warnings.push_back(std::move(own.error().message));
    return std::nullopt;
}

/// pekwm reads one file of the session's own, which lays the user's over the kit's over the system's, and the
/// look over all: so it can change while the user's files stay as they are. `usableOwn`: as above.
std::string wmConfig(const Preparation& preparation, const Surroundings& surroundings,
                     const std::optional<std::string>& usableOwn, const base::FileTree& files) {
    std::string text = "# Made by pekwm-lxpanel for this session.\n";
    const auto include = [&](const std::string& file) {
        if (files.stat(file)) text += fmt::format("INCLUDE = {}\n", plan::pekwmQuoted(file));
    };
    include("/etc/pekwm/config");
    const std::string home = pekwmHome(surroundings);
    const std::string kit = base::join(surroundings.dataFolder, "pekwm");
    include(base::join(kit, "config"));
    include(base::join(kit, "behaviour"));
    text += kitFiles(home, kit, {}, files);
    if (usableOwn) include(base::join(home, "config"));
    // Most take the system's configuration in at their start, which takes back what was said before.
    const std::string own = usableOwn.value_or("");
    text += kitFiles(home, kit, own, files);
    if (!namesAny(own, {"EdgeSize", "Select", "Enter", "Exec"})) include(base::join(kit, "behaviour"));
    include(preparation.lookFiles.pekwm);
    if (preparation.ownMenu)
        text += fmt::format("Files {{ Menu = {} }}\n", plan::pekwmQuoted(preparation.menuFile));
    return text;
}

class Preparer {
  public:
    Preparer(Surroundings& surroundings, const Screen& screen, bool nested, const base::FileTree& files,
             sys::PrivateFolder folder)
        : surroundings_(surroundings), screen_(screen), nested_(nested),
          files_(files), done_{std::move(folder), LookFiles({})} {
        done_.lookFiles = LookFiles(done_.folder.path());
    }

    Preparation run() && {
        if (!surroundings_.facts.xdgRuntimeUsable) surroundings_.facts.runtimeFolder = done_.folder.path();
        look();
        wm();
        caches();
        // Both menus notice what comes into it later only where it is there from the start.
        if (!surroundings_.xdg.directories.dataHome.empty())
            (void)base::makeFolders(base::join(surroundings_.xdg.directories.dataHome, "applications"))
                .has_value();
        repairVariables(surroundings_);
        return std::move(done_);
    }

  private:
    void install(const std::string& from, const std::string& to) {
        const std::string source = base::join(surroundings_.dataFolder, from);
        if (!files_.statFolder(source)) return;
        const auto made = sys::copyMissing(source, to);
        if (!made)
            done_.notes.push_back(fmt::format("no first configuration: {}", made.error().message));
        else if (*made > 0)
            done_.notes.push_back(fmt::format("first configuration made in {}", to));
    }

    void look() {
        if (!base::makeFolders(base::join(done_.folder.path(), "pekwm"))) return;
        (void)renewLook(done_, surroundings_, screen_, files_);
        surroundings_.facts.gtkrc = done_.lookFiles.gtkrc;
        surroundings_.facts.defaultsFolder = done_.lookFiles.defaults;
    }

    void wm() {
        const std::string home = pekwmHome(surroundings_);
        const std::string ours = base::join(done_.folder.path(), "pekwm");
        const bool usable = isUsable(home);
        done_.ownMenu = !usable || leavesHomeMenu(surroundings_, nested_);
        if (usable && !files_.stat(base::join(home, "config"))) install("first/pekwm", home);
        done_.menuFile = base::join(done_.ownMenu ? ours : home, "menu");
        if (!usable)
            done_.notes.push_back(
                fmt::format("{} cannot be written, its menu and cache lie in {}", home, ours));
        if (done_.ownMenu)
            done_.menuArguments.insert(done_.menuArguments.end(), {"--output", done_.menuFile});
        if (!isPekwm(surroundings_.settings.wm.command)) return;
        const std::string config = wmConfigFile(done_);
        const auto own = usableOwnConfig(done_, surroundings_, files_);
        // At the start nobody reads it yet: it need not be flushed to the disk.
        if (const auto made = base::makeFile(config, wmConfig(done_, surroundings_, own, files_)); !made) {
            done_.notes.push_back(fmt::format("{}: {}", config, made.error().message));
            return;
        }
        done_.wmConfigIsThere = done_.wmConfigIsNew = true;
    }

    void caches() {
        const auto refused = cacheThatRefuses();
        if (!refused) return;
        std::string cache = base::join(done_.folder.path(), "cache");
        if (!isUsable(cache)) return;
        done_.notes.push_back(fmt::format("{} cannot be written, caches lie in {}", *refused, cache));
        surroundings_.facts.cacheFolder = std::move(cache);
    }

    /// The folder that keeps the user's caches from being used; nothing where they can be.
    [[nodiscard]] std::optional<std::string> cacheThatRefuses() const {
        const std::string& home = surroundings_.xdg.directories.cacheHome;
        if (!isUsable(home)) return home;
        // What menu-cache and the generator make there, as somebody else may have left it.
        for (const char* name : {"menus", "xdg2pekwm"}) {
            std::string folder = base::join(home, name);
            if (files_.stat(folder) && !sys::isWritable(folder)) return folder;
        }
        return std::nullopt;
    }

    Surroundings& surroundings_;
    const Screen& screen_;
    bool nested_;
    const base::FileTree& files_;
    Preparation done_;
};

} // namespace

bool leavesHomeMenu(const Surroundings& surroundings, bool nested) {
    return nested && isPekwm(surroundings.settings.wm.command);
}

bool isOwnGenerator(const std::vector<std::string>& command) {
    return runs(command, "xdg2pekwm");
}

std::string folderName(const std::string& display) {
    std::string name = fmt::format("pekwm-lxpanel-{}-", ::getuid());
    // No colon: lists of folders are separated by them.
    for (const char c : display)
        name += c == '/' || c == ':' ? '_' : c;
    return name;
}

std::string homeMenuFile(const Surroundings& surroundings) {
    return base::join(variable(surroundings, "HOME"), ".pekwm/menu");
}

std::vector<std::string> wmCommand(const Preparation& preparation, const Surroundings& surroundings) {
    std::vector<std::string> command = surroundings.settings.wm.command;
    // Where the session's folder has been taken away, it has its own configuration.
    if (isPekwm(command) && preparation.wmConfigIsThere && preparation.folder.isInPlace())
        command.insert(command.end(), {"--config", wmConfigFile(preparation)});
    return command;
}

std::vector<std::string> menuCommand(const Preparation& preparation, const Surroundings& surroundings) {
    std::vector<std::string> command = surroundings.settings.menuCommand;
    command.insert(command.end(), preparation.menuArguments.begin(), preparation.menuArguments.end());
    return command;
}

base::Result<void> renewWmConfig(Preparation& preparation, const Surroundings& surroundings,
                                 const base::FileTree& files) {
    if (!isPekwm(surroundings.settings.wm.command) || std::exchange(preparation.wmConfigIsNew, false))
        return {};
    const auto own = usableOwnConfig(preparation, surroundings, files);
    auto done = base::replaceFile(wmConfigFile(preparation), wmConfig(preparation, surroundings, own, files));
    if (!done) return tl::make_unexpected(std::move(done.error()));
    preparation.wmConfigIsThere = true;
    return {};
}

base::Result<void> renewLook(Preparation& preparation, const Surroundings& surroundings, const Screen& screen,
                             const base::FileTree& files) {
    std::optional<plan::Look> look;
    base::Result<void> done;
    if (auto chosen = chooseLook(surroundings, screen, files); !chosen) {
        preparation.warnings.push_back(chosen.error().message);
        done = tl::make_unexpected(std::move(chosen.error()));
    } else if (*chosen)
        look = std::move(*chosen);
    else if (surroundings.settings.lookTheme == "auto")
        preparation.notes.emplace_back("pekwm's configuration names a theme of its own; no look is set");
    const LookFiles& lookFiles = preparation.lookFiles;
    const config::Settings& settings = surroundings.settings;
    plan::MenuWishes menu;
    menu.looks = lookNames(surroundings, files);
    if (look) {
        menu.look = &*look;
        menu.size = plan::menuSize(*look, screen.height);
        menu.shown = wantedSize(menu.size, surroundings, lookFiles.defaults, files);
    }
    if (settings.iconPathSet) menu.iconPath = settings.iconPath;
    const bool ownGtkrc = files.stat(base::join(variable(surroundings, "HOME"), ".gtkrc-2.0")).has_value() ||
                          surroundings.environment.namesGtkrc;
    auto written = lookFiles.pointTo(look);
    // The panel has one theme until it is told of another, and the menus must not differ.
    menu.iconTheme = look ? iconTheme(surroundings, lookFiles.defaults, files) : settings.iconTheme;
    if (written) written = lookFiles.write(menu, ownGtkrc);
    if (!written) {
        preparation.warnings.push_back(fmt::format("the look cannot be set: {}", written.error().message));
        return written;
    }
    if (const auto known = look ? look : firstLook(surroundings, screen, files))
        preparation.ground = known->ground;
    preparation.menuConfig = plan::generatorConfig(menu);
    preparation.look = std::move(look);
    return done;
}

std::vector<std::string> privateFolderParents(const Surroundings& surroundings) {
    std::vector<std::string> parents;
    if (surroundings.facts.xdgRuntimeUsable) parents.push_back(variable(surroundings, "XDG_RUNTIME_DIR"));
    for (const char* parent : {"/tmp", "/dev/shm", "/run", "/var/tmp"})
        parents.emplace_back(parent);
    parents.push_back(variable(surroundings, "HOME"));
    // Without a control socket, whose name must not be longer, nobody can speak to the session; and a folder
    // with a colon in its name cannot stand in a list, where the panel looks for its configuration.
    constexpr std::size_t longest = base::UnixAddress::longest - std::string_view("-XXXXXX/control").size();
    const std::size_t name = 1 + folderName(surroundings.display).size();
    std::stable_partition(parents.begin(), parents.end(), [&](const std::string& parent) {
        return parent.size() + name <= longest && parent.find(':') == std::string::npos;
    });
    return parents;
}

base::Result<Preparation> prepare(Surroundings& surroundings, const Screen& screen, bool nested,
                                  const base::FileTree& files) {
    auto folder =
        sys::PrivateFolder::make(privateFolderParents(surroundings), folderName(surroundings.display));
    if (!folder) return tl::make_unexpected(std::move(folder.error()));
    return Preparer(surroundings, screen, nested, files, std::move(*folder)).run();
}

} // namespace app
