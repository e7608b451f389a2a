#include "app/surroundings.hpp"

#include "base/path.hpp"
#include "base/program_place.hpp"
#include "config/config_files.hpp"
#include "icons/fallbacks.hpp"
#include "plan/locales.hpp"
#include "sys/folders.hpp"
#include "sys/machine.hpp"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <unistd.h>

namespace app {

namespace {

/// Only EasyOS has it; its applications have categories of their own, for which its layout is made. A
/// generator by itself, which reads these anyway, goes by them (layout_choice.cpp).
constexpr const char* easyosFolder = "/usr/local/lib/X11/mini-icons";

/// XDG_MENU_PREFIX for the layout in the settings. One with no file would make the panel's menu empty.
std::string menuPrefix(const config::Settings& settings, const xdg::Environment& environment,
                       const base::FileTree& files) {
    const auto exists = [&](const std::string& prefix) {
        const auto& folders = environment.directories.configDirs;
        return std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
            return files.stat(base::join(folder, "menus/" + prefix + "applications.menu")).has_value();
        });
    };
    if (settings.menuLayout == "none") return {};
    if (settings.menuLayout != "auto") {
        std::string prefix = settings.menuLayout + "-";
        return exists(prefix) ? prefix : std::string();
    }
    const bool easyos = files.statFolder(easyosFolder).has_value();
    for (const char* prefix : {"easyos-", "pekwm-", "lxde-"})
        if ((easyos || std::string_view(prefix) != "easyos-") && exists(prefix)) return prefix;
    return {};
}

std::string valueOf(const plan::Variables& variables, const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::string() : found->second;
}

plan::MachineFacts askMachine(const plan::Variables& variables) {
    plan::MachineFacts facts;
    facts.passwdHome = sys::passwdHome();
    facts.systemLocale = sys::systemLocale();
    facts.missingLocales = sys::missingLocales(plan::localesOf(variables, facts.systemLocale));
    facts.busReachable = sys::isBusReachable(valueOf(variables, "DBUS_SESSION_BUS_ADDRESS"));
    const std::string cookies = valueOf(variables, "XAUTHORITY");
    facts.xauthorityReadable = cookies.empty() || ::access(cookies.c_str(), R_OK) == 0;
    const std::string runtime = valueOf(variables, "XDG_RUNTIME_DIR");
    facts.xdgRuntimeUsable = base::isAbsolute(runtime) && sys::isPrivate(runtime) && sys::isWritable(runtime);
    facts.runtimeFolder = fmt::format("/tmp/pekwm-lxpanel-{}", ::getuid());
    return facts;
}

} // namespace

std::string variable(const Surroundings& surroundings, const std::string& name) {
    return valueOf(surroundings.environment.variables, name);
}

base::Result<void> readSettings(Surroundings& surroundings, const base::FileTree& files,
                                base::Diagnostics& diagnostics) {
    auto settings =
        config::read(surroundings.xdg.directories.configDirs, surroundings.configFile, files, diagnostics);
    if (!settings) return tl::make_unexpected(std::move(settings.error()));
    surroundings.settings = std::move(*settings);
    plan::Variables variables = surroundings.original;
    for (const auto& [name, value] : surroundings.settings.environment)
        variables[name] = value;
    surroundings.facts.missingLocales =
        sys::missingLocales(plan::localesOf(variables, surroundings.facts.systemLocale));
    surroundings.facts.menuPrefix = menuPrefix(surroundings.settings, surroundings.xdg, files);
    const std::string& layout = surroundings.settings.menuLayout;
    if (surroundings.facts.menuPrefix.empty() && layout != "auto" && layout != "none")
        diagnostics.warning({"[menu] layout"},
                            fmt::format("there is no menus/{}-applications.menu, not used", layout));
    return {};
}

void repairVariables(Surroundings& surroundings) {
    surroundings.environment =
        plan::repairEnvironment(surroundings.original, surroundings.facts, surroundings.settings);
    sys::setEnvironment(surroundings.environment.variables);
    surroundings.display = variable(surroundings, "DISPLAY");
}

base::Result<Surroundings> readSurroundings(const std::optional<std::string>& configFile,
                                            const base::FileTree& files, base::Diagnostics& diagnostics) {
    Surroundings surroundings;
    surroundings.configFile = configFile;
    surroundings.original = sys::environmentVariables();
    surroundings.facts = askMachine(surroundings.original);
    surroundings.facts.programFolder = base::programFolder();
    surroundings.dataFolder = base::fromProgramFolder(KIT_BIN_TO_DATA "/pekwm-lxpanel");
    if (!surroundings.dataFolder.empty()) {
        surroundings.facts.shareFolder = base::folderOf(surroundings.dataFolder);
        const std::string groups = base::join(surroundings.facts.shareFolder,
                                              fmt::format("xdg2pekwm/icons/{}", icons::groupIconFolder));
        if (files.statFolder(groups)) surroundings.facts.groupIcons = groups;
    }
    const std::string config = base::fromProgramFolder(KIT_BIN_TO_SYSCONF "/xdg");
    if (files.statFolder(base::join(config, "menus"))) surroundings.facts.configFolder = config;
    // Where the config files lie, and which language counts, is known once the variables are right; the files
    // may set some more.
    repairVariables(surroundings);
    surroundings.xdg = xdg::readEnvironment(diagnostics);
    if (auto done = readSettings(surroundings, files, diagnostics); !done)
        return tl::make_unexpected(std::move(done.error()));
    repairVariables(surroundings);
    return surroundings;
}

} // namespace app
