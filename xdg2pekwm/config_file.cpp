// The config files, in their layers.

#include "base/ini_reader.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "settings.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>

namespace app {

namespace {

constexpr std::size_t largestConfig = std::size_t{1} << 20U;

/// Paths in a config file may be relative to its folder. A name that ends with a blank keeps the slash behind
/// it: the blank would be lost where the setting is printed and read again.
std::string absolutePaths(std::string_view value, std::string_view folder) {
    std::string out;
    for (const std::string& part : base::split(value, ';')) {
        const std::string_view path = base::trim(part);
        if (path.empty()) continue;
        if (!out.empty()) out += ';';
        out += base::join(folder, path);
        if (base::isIniSpace(out.back())) out += '/';
    }
    return out;
}

void apply(const base::IniEntry& entry, const std::string& path, Settings& settings,
           base::Diagnostics& diagnostics) {
    const std::string name = fmt::format("{}.{}", entry.section, entry.key);
    std::string value(entry.value);
    if (name == "menu.include_before" || name == "menu.include_after" || name == "icons.path")
        value = absolutePaths(value, base::folderOf(path));
    else if (name == "menu.file" && !value.empty())
        value = base::join(base::folderOf(path), value);
    if (!base::canBeIniLine(entry.key, value)) { // it could not be printed
        diagnostics.warning({path, entry.line, entry.section, entry.key},
                            "with whole paths too long for a line, line ignored");
        return;
    }
    if (const auto done = settings.set(name, value, fmt::format("{}:{}", path, entry.line)); !done)
        diagnostics.warning({path, entry.line, entry.section, entry.key},
                            done.error().message + ", line ignored");
}

} // namespace

void applyConfig(Settings& settings, std::string_view text, const std::string& path,
                 base::Diagnostics& diagnostics) {
    base::readIni(
        text, path, [&](const base::IniEntry& entry) { apply(entry, path, settings, diagnostics); },
        diagnostics);
}

base::Result<void> readConfigFiles(Settings& settings, const std::optional<std::string>& only,
                                   const xdg::BaseDirectories& directories, const base::FileTree& files,
                                   base::Diagnostics& diagnostics) {
    const base::FileTree machine; // what the command line names is not the image's
    const base::FileTree& tree = only && files.hasRoot() ? machine : files;
    std::vector<std::string> paths;
    if (only) {
        paths.push_back(*only);
    } else {
        for (const std::string& folder : directories.configDirs)
            paths.push_back(base::join(folder, "xdg2pekwm/config"));
        std::reverse(paths.begin(), paths.end());
    }
    for (const std::string& path : paths) {
        const auto text = tree.read(path, largestConfig);
        if (!text && only)
            return base::fail(fmt::format("{}: {}", path, text.error().message), text.error().code);
        if (!text) {
            if (text.error().code != ENOENT && text.error().code != ENOTDIR)
                diagnostics.warning({path}, text.error().message + ", its settings are not used");
            continue;
        }
        applyConfig(settings, *text, path, diagnostics);
    }
    return {};
}

} // namespace app
