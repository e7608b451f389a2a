#include "app/preparation.hpp"

#include "base/atomic_file.hpp"
#include "base/path.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace app {

namespace {

bool isUsable(const std::string& folder) {
    return !folder.empty() && base::makeFolders(folder).has_value() && sys::isWritable(folder);
}

bool runs(const std::vector<std::string>& command, std::string_view program) {
    return !command.empty() && base::fileNameOf(command.front()) == program;
}

class Preparer {
  public:
    Preparer(Surroundings& surroundings, const base::FileTree& files, sys::PrivateFolder folder)
        : surroundings_(surroundings), files_(files), done_{std::move(folder), {}, {}, {}, {}} {}

    Preparation run() && {
        if (!surroundings_.facts.xdgRuntimeUsable) surroundings_.facts.runtimeFolder = done_.folder.path();
        wm();
        caches();
        panel();
        icons();
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

    void wm() {
        const std::string home = base::join(variable(surroundings_, "HOME"), ".pekwm");
        const std::string config = base::join(home, "config");
        if (isUsable(home)) {
            if (!files_.stat(config)) install("pekwm", home);
            done_.menuFile = base::join(home, "menu");
            return;
        }
        const std::string own = base::join(done_.folder.path(), "pekwm");
        done_.menuFile = base::join(own, "menu");
        const std::string system = base::join(surroundings_.dataFolder, "pekwm/config");
        std::string text;
        for (const std::string& file : {config, system, std::string("/etc/pekwm/config")}) {
            if (!files_.stat(file)) continue;
            text = fmt::format("INCLUDE = \"{}\"\n", file);
            break;
        }
        text += fmt::format("Files {{\n\tMenu = \"{}\"\n}}\n", done_.menuFile);
        done_.notes.push_back(fmt::format("{} cannot be written, its menu and cache lie in {}", home, own));
        done_.menuArguments = {"--output", done_.menuFile};
        if (base::replaceFile(base::join(own, "config"), text) &&
            runs(surroundings_.settings.wm.command, "pekwm"))
            done_.wmArguments = {"--config", base::join(own, "config")};
    }

    void caches() {
        if (isUsable(surroundings_.xdg.directories.cacheHome)) return;
        std::string cache = base::join(done_.folder.path(), "cache");
        if (isUsable(cache)) surroundings_.facts.cacheFolder = std::move(cache);
    }

    void panel() {
        const std::string config = base::join(surroundings_.xdg.directories.configHome, "lxpanel/pekwm");
        if (files_.statFolder(config)) return;
        if (isUsable(surroundings_.xdg.directories.configHome)) return install("xdg/lxpanel/pekwm", config);
        surroundings_.facts.defaultsFolder = base::join(surroundings_.dataFolder, "xdg");
    }

    void icons() {
        const config::Settings& settings = surroundings_.settings;
        const bool own = isOwnGenerator(settings.menuCommand);
        if (settings.iconPathSet && own)
            for (const std::string& folder : base::split(settings.iconPath, ':'))
                if (!folder.empty())
                    done_.menuArguments.insert(done_.menuArguments.end(), {"--icon-path", folder});
        if (settings.iconTheme.empty()) return;
        if (own) done_.menuArguments.insert(done_.menuArguments.end(), {"--icon-theme", settings.iconTheme});
        const std::string gtkrc = base::join(done_.folder.path(), "gtkrc");
        std::string name;
        for (const char c : settings.iconTheme)
            if (c != '"' && c != '\\' && c != '\n') name += c;
        if (base::replaceFile(gtkrc, fmt::format("gtk-icon-theme-name = \"{}\"\n", name)))
            surroundings_.facts.gtkrc = gtkrc;
    }

    Surroundings& surroundings_;
    const base::FileTree& files_;
    Preparation done_;
};

} // namespace

bool isOwnGenerator(const std::vector<std::string>& command) {
    return runs(command, "xdg2pekwm");
}

std::string folderName(const std::string& display) {
    std::string name = fmt::format("pekwm-lxpanel-{}-", ::getuid());
    for (const char c : display)
        name += c == '/' ? '_' : c;
    return name;
}

std::string homeMenuFile(const Surroundings& surroundings) {
    return base::join(variable(surroundings, "HOME"), ".pekwm/menu");
}

base::Result<Preparation> prepare(Surroundings& surroundings, const base::FileTree& files) {
    std::vector<std::string> parents;
    if (surroundings.facts.xdgRuntimeUsable) parents.push_back(variable(surroundings, "XDG_RUNTIME_DIR"));
    for (const char* parent : {"/tmp", "/dev/shm", "/run", "/var/tmp"})
        parents.emplace_back(parent);
    parents.push_back(variable(surroundings, "HOME"));
    auto folder = sys::PrivateFolder::make(parents, folderName(surroundings.display));
    if (!folder) return tl::make_unexpected(std::move(folder.error()));
    return Preparer(surroundings, files, std::move(*folder)).run();
}

} // namespace app
