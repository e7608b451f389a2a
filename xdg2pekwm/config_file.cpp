// The config files: INI, read by libinih. As Debian builds it, inih cuts lines at 200 bytes, takes " ;" for a
// comment even inside a value, joins indented lines, and gives handlers no line numbers. So lines are handed
// to it one by one by a reader that counts them and reports what inih would cut.

#include "base/path.hpp"
#include "base/text.hpp"
#include "settings.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <ini.h>

namespace app {

namespace {

constexpr std::size_t largestConfig = std::size_t{1} << 20U;

class ConfigReader {
  public:
    ConfigReader(std::string path, std::string_view text, Settings& settings, base::Diagnostics& diagnostics)
        : path_(std::move(path)), rest_(text), settings_(settings), diagnostics_(diagnostics) {}

    void run() {
        // Each line is reported where it is met, so the number of the first wrong one says nothing new.
        if (const int result = ::ini_parse_stream(&ConfigReader::nextLine, this, &ConfigReader::handle, this);
            result < 0)
            diagnostics_.error({path_}, "cannot be parsed: out of memory");
    }

  private:
    /// fgets for inih.
    static char* nextLine(char* buffer, int size, void* self) {
        return static_cast<ConfigReader*>(self)->readLine(buffer, static_cast<std::size_t>(size));
    }

    static int handle(void* self, const char* section, const char* key, const char* value) {
        static_cast<ConfigReader*>(self)->take(section, key == nullptr ? "" : key,
                                               value == nullptr ? "" : value);
        return 1;
    }

    char* readLine(char* buffer, std::size_t size) {
        while (!rest_.empty()) {
            const std::size_t end = rest_.find('\n');
            std::string_view line = base::trim(rest_.substr(0, end));
            rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
            ++number_;
            if (line.empty() || line.front() == ';' || line.front() == '#') continue;
            if (line.size() + 2 > size) {
                diagnostics_.warning({path_, number_},
                                     fmt::format("longer than {} bytes, line ignored", size - 2));
                continue;
            }
            if (line.find(" ;") != std::string_view::npos || line.find("\t;") != std::string_view::npos) {
                diagnostics_.warning(
                    {path_, number_},
                    "what stands behind ' ;' is taken as a comment; write lists without the space");
            }
            if (line.front() != '[' && line.find_first_of("=:") == std::string_view::npos) {
                diagnostics_.warning({path_, number_}, "neither [section] nor key = value, line ignored");
                continue;
            }
            std::memcpy(buffer, line.data(), line.size());
            buffer[line.size()] = '\n';
            buffer[line.size() + 1] = '\0';
            return buffer;
        }
        return nullptr;
    }

    void take(std::string_view section, std::string_view key, std::string_view value) {
        const std::string name = fmt::format("{}.{}", section, key);
        std::string text(value);
        if (name == "menu.include_before" || name == "menu.include_after" || name == "icons.path")
            text = absolutePaths(value);
        if (const auto done = settings_.set(name, text, fmt::format("{}:{}", path_, number_)); !done)
            diagnostics_.warning({path_, number_, section, key}, done.error().message + ", line ignored");
    }

    /// Paths in a config file may be relative to its folder.
    std::string absolutePaths(std::string_view value) const {
        std::string out;
        for (const std::string& part : base::split(value, ';')) {
            const std::string_view path = base::trim(part);
            if (path.empty()) continue;
            if (!out.empty()) out += ';';
            out += base::join(base::folderOf(path_), path);
        }
        return out;
    }

    std::string path_;
    std::string_view rest_;
    unsigned number_ = 0;
    Settings& settings_;
    base::Diagnostics& diagnostics_;
};

} // namespace

base::Result<void> readConfigFiles(Settings& settings, const std::optional<std::string>& only,
                                   const xdg::BaseDirectories& directories, const base::FileTree& files,
                                   base::Diagnostics& diagnostics) {
    std::vector<std::string> paths;
    if (only) {
        paths.push_back(*only);
    } else {
        for (const std::string& folder : directories.configDirs)
            paths.push_back(base::join(folder, "xdg2pekwm/config"));
        std::reverse(paths.begin(), paths.end());
    }
    for (const std::string& path : paths) {
        const auto text = files.read(path, largestConfig);
        if (!text && only)
            return base::fail(fmt::format("{}: {}", path, text.error().message), text.error().code);
        if (!text) {
            if (text.error().code != ENOENT && text.error().code != ENOTDIR)
                diagnostics.warning({path}, text.error().message + ", its settings are not used");
            continue;
        }
        ConfigReader(path, *text, settings, diagnostics).run();
    }
    return {};
}

} // namespace app
