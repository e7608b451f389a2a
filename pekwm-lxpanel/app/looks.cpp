#include "app/looks.hpp"

#include "base/atomic_file.hpp"
#include "base/make_folders.hpp"
#include "base/path.hpp"
#include "icons/finder.hpp"
#include "icons/theme_choice.hpp"
#include "plan/launchers.hpp"
#include "plan/pekwm_config.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fmt/core.h>
#include <unistd.h>

namespace app {

namespace {

constexpr std::size_t largestFile = std::size_t{1} << 16U;
constexpr std::size_t largestConfig = std::size_t{1} << 20U;
constexpr const char* firstName = "light";
constexpr const char* panelFile = "lxpanel/pekwm/panels/panel"; ///< below a folder of XDG_CONFIG_DIRS
constexpr const char* panelSettings = "lxpanel/pekwm/config";   ///< the same, for all panels
constexpr const char* menuFile = "xdg2pekwm/config";            ///< the same

/// Those that came with the kit, in the order of their being likely to be wanted; others follow by name.
constexpr std::array<std::string_view, 4> knownLooks{"light", "dark", "contrast", "easyos"};

std::string looksFolder(const Surroundings& surroundings) {
    return base::join(surroundings.dataFolder, "looks");
}

std::size_t rank(std::string_view name) {
    return static_cast<std::size_t>(std::find(knownLooks.begin(), knownLooks.end(), name) -
                                    knownLooks.begin());
}

base::Result<std::string> readText(const std::string& path, const base::FileTree& files) {
    auto text = files.read(path, largestFile);
    if (!text) return base::failAt(path, text.error());
    return text;
}

base::Result<plan::Look> readLook(const std::string& folder, const base::FileTree& files) {
    const std::string path = base::join(folder, "look");
    const auto text = readText(path, files);
    if (!text) return tl::make_unexpected(text.error());
    return plan::parseLook(*text, path);
}

/// A link is made anew and put in the place of the old one, so that a reader always finds one.
base::Result<void> setLink(const std::string& link, const std::string& target) {
    const std::string fresh = link + ".new";
    ::unlink(fresh.c_str());
    if (::symlink(target.c_str(), fresh.c_str()) != 0) return base::failErrno(fresh.c_str(), errno);
    if (std::rename(fresh.c_str(), link.c_str()) != 0) return base::failErrno(link.c_str(), errno);
    return {};
}

/// At the start nobody reads it yet, and flushing it to the disk would cost more than all else here.
base::Result<void> put(const std::string& path, const std::string& text) {
    const auto made = base::makeFile(path, text);
    if (made) return {};
    if (made.error().code != EEXIST) return base::failAt(path, made.error());
    const auto replaced = base::replaceFile(path, text);
    if (!replaced) return base::failAt(path, replaced.error());
    return {};
}

std::string withoutQuotes(std::string_view text) {
    std::string plain;
    for (const char c : text)
        if (c != '"' && c != '\\' && c != '\n') plain += c;
    return plain;
}

base::Result<plan::Look> lookOf(const std::string& name, const Surroundings& surroundings,
                                const Screen& screen, const base::FileTree& files) {
    const std::string all = base::join(looksFolder(surroundings), name);
    const std::string folder = base::join(all, plan::scaleFor(screen.dpi));
    auto look = readLook(folder, files);
    if (!look) return look;
    look->name = name;
    look->folder = folder;
    look->picture = base::join(all, "background.svg");
    return look;
}

/// The name that counts; empty where the looks of somebody else's files do: `[looks] theme` is none, or is
/// auto and pekwm's own configuration names a theme.
std::string lookName(const Surroundings& surroundings, const base::FileTree& files) {
    const std::string& theme = surroundings.settings.lookTheme;
    if (theme == "none") return {};
    if (theme != "auto") return theme;
    return plan::namesTheme(ownPekwmConfig(surroundings, files).value_or("")) ? std::string() : firstName;
}

} // namespace

std::vector<std::string> lookNames(const Surroundings& surroundings, const base::FileTree& files) {
    std::vector<std::string> names;
    const auto folder = files.openFolder(looksFolder(surroundings));
    if (!folder) return names;
    for (const auto& entry : folder->entries())
        if (files.stat(base::join(folder->path(), entry.name + "/1x/look"))) names.push_back(entry.name);
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        return std::pair(rank(a), a) < std::pair(rank(b), b);
    });
    return names;
}

base::Result<std::string> ownPekwmConfig(const Surroundings& surroundings, const base::FileTree& files) {
    const std::string path = base::join(variable(surroundings, "HOME"), ".pekwm/config");
    auto text = files.read(path, largestConfig).value_or("");
    if (const auto line = plan::openSection(text))
        return base::fail(fmt::format("{}:{}: the section is not closed, the file is left out", path, *line));
    return text;
}

base::Result<std::optional<plan::Look>> chooseLook(const Surroundings& surroundings, const Screen& screen,
                                                   const base::FileTree& files) {
    const std::string name = lookName(surroundings, files);
    if (name.empty()) return std::optional<plan::Look>();
    auto look = lookOf(name, surroundings, screen, files);
    if (!look) return base::fail(fmt::format("the look {} cannot be used: {}", name, look.error().message));
    return std::optional(std::move(*look));
}

base::Result<std::string> lookInUse(const Surroundings& surroundings, const base::FileTree& files) {
    const auto look = chooseLook(surroundings, {surroundings.settings.dpi, 0}, files);
    if (!look) return tl::make_unexpected(look.error());
    return *look ? (*look)->name : std::string();
}

plan::MenuSize wantedSize(plan::MenuSize size, const Surroundings& surroundings, const std::string& session,
                          const base::FileTree& files) {
    const std::vector<std::string>& folders = surroundings.xdg.directories.configDirs;
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
        if (*folder == session) continue;
        const std::string path = base::join(*folder, menuFile);
        if (const auto text = files.read(path, largestConfig)) plan::takeSizes(size, *text, path);
    }
    return size;
}

std::string iconTheme(const Surroundings& surroundings, const std::string& session,
                      const base::FileTree& files) {
    if (!surroundings.settings.iconTheme.empty()) return surroundings.settings.iconTheme;
    const xdg::BaseDirectories& directories = surroundings.xdg.directories;
    icons::ThemeChoiceInput input{directories.home, directories.configDirs,
                                  icons::standardBaseFolders(directories.home, directories.dataDirs)};
    if (std::find(input.configDirs.begin(), input.configDirs.end(), session) == input.configDirs.end())
        input.configDirs.push_back(session);
    std::string theme = icons::chooseTheme(files, input);
    return theme == "hicolor" ? std::string() : theme;
}

std::optional<plan::Look> firstLook(const Surroundings& surroundings, const Screen& screen,
                                    const base::FileTree& files) {
    auto look = lookOf(firstName, surroundings, screen, files);
    if (!look) return std::nullopt;
    return std::move(*look);
}

LookFiles::LookFiles(const std::string& sessionFolder)
    : pekwm(base::join(sessionFolder, "pekwm/look")), gtkrc(base::join(sessionFolder, "gtkrc")),
      defaults(base::join(sessionFolder, "xdg")), link_(base::join(sessionFolder, "look")) {}

base::Result<void> LookFiles::pointTo(const std::optional<plan::Look>& look) const {
    if (auto made = makeDefaults(); !made) return made;
    if (look) return setLink(link_, look->folder);
    ::unlink(link_.c_str());
    return {};
}

base::Result<void> LookFiles::write(const plan::MenuWishes& menu, bool ownGtkrc) const {
    const plan::Look* const look = menu.look;
    std::string wm = "# What [looks] theme of pekwm-lxpanel stands for.\n";
    std::string gtk = wm;
    if (look != nullptr) {
        wm += plan::pekwmFragment(*look, menu.shown);
        gtk += fmt::format("include \"{}\"\n",
                           base::join(look->folder, ownGtkrc ? "gtk/panel.gtkrc" : "gtk/gtkrc"));
        // For the panel's module; other programs keep the size that they have.
        gtk += fmt::format("lxpanel-menu-icon-size = {}\n", menu.shown.icon);
    }
    if (!menu.iconTheme.empty())
        gtk += fmt::format("gtk-icon-theme-name = \"{}\"\n", withoutQuotes(menu.iconTheme));
    for (const auto& [path, text] : {std::pair(pekwm, wm), std::pair(gtkrc, gtk),
                                     std::pair(base::join(defaults, menuFile), plan::generatorConfig(menu))})
        if (auto done = put(path, text); !done) return done;
    return {};
}

base::Result<void> LookFiles::makeDefaults() const {
    for (const char* file : {panelFile, menuFile})
        if (auto made = base::makeFolders(base::join(defaults, base::folderOf(file))); !made) return made;
    return setLink(base::join(defaults, "gtk-3.0"), base::join(link_, "xdg/gtk-3.0"));
}

base::Result<void> LookFiles::writePanel(const plan::Look& look, const base::FileTree& files) const {
    const std::string folder = base::join(look.folder, "xdg");
    const auto settings = readText(base::join(folder, panelSettings), files);
    if (!settings) return tl::make_unexpected(settings.error());
    const auto panel = readText(base::join(folder, panelFile), files);
    if (!panel) return tl::make_unexpected(panel.error());
    if (auto done = put(base::join(defaults, panelSettings), *settings); !done) return done;
    const auto exists = [&files](const std::string& file) { return files.stat(file).has_value(); };
    return put(base::join(defaults, panelFile), plan::withoutMissingLaunchers(*panel, exists));
}

} // namespace app
