// The config files, in their layers.
#include "base/ini_reader.hpp"
#include "base/path.hpp"
#include "settings.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace app {

namespace {

void apply(const base::IniEntry& entry, const std::string& path, Settings& settings,
           base::Diagnostics& diagnostics) {
    const std::string name = fmt::format("{}.{}", entry.section, entry.key);
    const std::string value = Settings::seenFrom(base::folderOf(path), name, entry.value);
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
        const auto text = tree.read(path, base::largestIniFile);
        if (!text && only) return base::failAt(path, text.error());
        if (!text) {
            if (!base::isNowhere(text.error().code))
                diagnostics.warning({path}, text.error().message + ", its settings are not used");
            continue;
        }
        applyConfig(settings, *text, path, diagnostics);
    }
    return {};
}

} // namespace app
