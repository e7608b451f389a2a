#include "config/config_files.hpp"

#include "base/ini_reader.hpp"
#include "base/path.hpp"

#include <cerrno>
#include <fmt/core.h>

namespace config {

namespace {

constexpr std::string_view systemFolder = "/etc/pekwm-lxpanel";

/// What is not there says nothing.
void reportUnread(const std::string& path, const base::Error& error, base::Diagnostics& diagnostics) {
    if (!base::isNowhere(error.code))
        diagnostics.warning({path}, error.message + ", its settings are not used");
}

void applyFile(Settings& settings, const std::string& path, const base::FileTree& files,
               base::Diagnostics& diagnostics) {
    const auto text = files.read(path, base::largestIniFile);
    if (text) return apply(settings, *text, path, diagnostics);
    reportUnread(path, text.error(), diagnostics);
}

void applyFolder(Settings& settings, const std::string& folder, const base::FileTree& files,
                 base::Diagnostics& diagnostics) {
    applyFile(settings, base::join(folder, "config"), files, diagnostics);
    const std::string partsFolder = base::join(folder, "conf.d");
    const auto parts = files.openFolder(partsFolder);
    if (!parts) return reportUnread(partsFolder, parts.error(), diagnostics);
    for (const auto& entry : parts->entries())
        if (entry.name.ends_with(".conf") && !entry.name.starts_with('.'))
            applyFile(settings, base::join(parts->path(), entry.name), files, diagnostics);
}

} // namespace

void apply(Settings& settings, std::string_view text, const std::string& path,
           base::Diagnostics& diagnostics) {
    const auto take = [&](const base::IniEntry& entry) {
        const auto done = set(settings, entry.section, entry.key, entry.value);
        if (done) {
            settings.origins[fmt::format("{}.{}", entry.section, entry.key)] =
                fmt::format("{}:{}", path, entry.line);
            return;
        }
        const base::Place place{path, entry.line, entry.section, entry.key};
        if (done.error().code == ENOENT)
            diagnostics.warning(place, done.error().message + ", line ignored");
        else
            diagnostics.error(place, done.error().message + "; the setting stays as it was");
    };
    base::readIni(text, path, take, diagnostics);
}

base::Result<Settings> read(const std::vector<std::string>& configDirs,
                            const std::optional<std::string>& only, const base::FileTree& files,
                            base::Diagnostics& diagnostics) {
    Settings settings;
    if (only) {
        const auto text = files.read(*only, base::largestIniFile);
        if (!text) return base::fail(fmt::format("{}: {}", *only, text.error().message), text.error().code);
        apply(settings, *text, *only, diagnostics);
        return settings;
    }
    applyFolder(settings, std::string(systemFolder), files, diagnostics);
    for (auto folder = configDirs.rbegin(); folder != configDirs.rend(); ++folder)
        applyFolder(settings, base::join(*folder, "pekwm-lxpanel"), files, diagnostics);
    return settings;
}

} // namespace config
