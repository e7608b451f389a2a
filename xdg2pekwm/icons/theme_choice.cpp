#include "icons/theme_choice.hpp"

#include "base/path.hpp"
#include "base/text.hpp"
#include "icons/icon_theme.hpp"

#include <algorithm>

namespace icons {

namespace {

constexpr std::size_t largestSettings = std::size_t{256} << 10U;

// Full sets first, in colour (monochrome icons suit either a light or a dark menu, not both).
constexpr std::string_view preferredThemes[] = {
    "Papirus",  "elementary-xfce", "elementary", "Mint-X", "Tango",  "gnome",    "breeze",
    "Humanity", "oxygen",          "mate",       "Faenza", "Numix",  "nuoveXT2", "nuoveXT",
    "rodent",   "FlatOrange",      "EasyBlue",   "lxde",   "Adwaita"};

bool isInstalled(const base::FileTree& tree, const ThemeChoiceInput& input, const std::string& name) {
    if (name.empty() || name.find('/') != std::string::npos || name.front() == '.') return false;
    return std::any_of(input.baseFolders.begin(), input.baseFolders.end(), [&](const std::string& base) {
        const auto stamp = tree.stat(base::join(base, name) + "/index.theme");
        return stamp && stamp->kind == base::FileKind::regular;
    });
}

std::vector<std::string> settingsFiles(const ThemeChoiceInput& input) {
    std::vector<std::string> files;
    const auto addFolder = [&](const std::string& folder) {
        files.push_back(base::join(folder, "gtk-3.0/settings.ini"));
        files.push_back(base::join(folder, "gtk-4.0/settings.ini"));
    };
    if (!input.configDirs.empty()) addFolder(input.configDirs.front());
    if (!input.home.empty()) files.push_back(base::join(input.home, ".gtkrc-2.0"));
    for (std::size_t n = 1; n < input.configDirs.size(); ++n)
        addFolder(input.configDirs[n]);
    addFolder("/etc");
    files.emplace_back("/etc/gtk-2.0/gtkrc");
    return files;
}

/// A theme of icons, as opposed to one that only has cursors or is a link to another by its name.
bool hasIcons(const base::FileTree& tree, const std::string& folder) {
    const std::string path = folder + "/index.theme";
    const auto text = tree.read(path, largestIndex);
    if (!text) return false;
    base::Diagnostics unheard(0); // whoever uses the theme reports what is wrong with it
    const IconTheme theme = parseIconTheme(*text, path, unheard);
    return !theme.hidden && !theme.directories.empty();
}

std::optional<std::string> anyOther(const base::FileTree& tree, const ThemeChoiceInput& input) {
    std::vector<std::string> names;
    for (const std::string& base : input.baseFolders) {
        const auto done =
            tree.visitFolder(base, [&](std::string_view name, std::optional<base::FileKind> kind) {
                if ((!kind || *kind == base::FileKind::directory) && name != "hicolor" && name.front() != '.')
                    names.emplace_back(name);
            });
        if (!done) continue; // most base folders do not exist
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& name : names) {
        for (const std::string& base : input.baseFolders) {
            if (hasIcons(tree, base::join(base, name))) return name;
        }
    }
    return std::nullopt;
}

/// What a settings.ini or a gtkrc says of `key`; the last one counts.
std::optional<std::string> valueOf(std::string_view key, std::string_view text) {
    std::optional<std::string> found;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = base::trim(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos || base::trim(line.substr(0, equals)) != key) continue;
        std::string_view value = base::trim(line.substr(equals + 1));
        if (!value.empty() && value.front() == '"') {
            value.remove_prefix(1);
            value = value.substr(0, value.find('"'));
        }
        if (!value.empty()) found = value;
    }
    return found;
}

/// Whether the first to say so wants dark surfaces.
bool saysDark(const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
        if (const auto value = valueOf("gtk-application-prefer-dark-theme", text))
            return *value == "1" || *value == "true";
    return false;
}

} // namespace

std::optional<std::string> themeOfSettings(std::string_view text) {
    return valueOf("gtk-icon-theme-name", text);
}

std::string chooseTheme(const base::FileTree& tree, const ThemeChoiceInput& input) {
    std::vector<std::string> texts;
    for (const std::string& file : settingsFiles(input)) {
        auto text = tree.read(file, largestSettings);
        if (!text) continue;
        auto theme = themeOfSettings(*text);
        if (theme && isInstalled(tree, input, *theme)) return *std::move(theme);
        texts.push_back(*std::move(text));
    }
    const bool dark = saysDark(texts);
    for (const std::string_view theme : preferredThemes) {
        std::string name(theme);
        if (!isInstalled(tree, input, name)) continue;
        for (const char* ending : {"-Dark", "-dark"})
            if (dark && isInstalled(tree, input, name + ending)) return name + ending;
        return name;
    }
    return anyOther(tree, input).value_or("hicolor");
}

} // namespace icons
