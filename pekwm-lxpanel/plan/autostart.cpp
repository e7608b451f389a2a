#include "plan/autostart.hpp"

#include "base/path.hpp"
#include "base/text.hpp"
#include "xdg/application.hpp"
#include "xdg/desktop_entry.hpp"
#include "xdg/exec.hpp"
#include "xdg/key_file.hpp"

#include <optional>
#include <set>
#include <utility>

namespace plan {

namespace {

constexpr std::size_t largestEntry = std::size_t{1} << 20U;
/// A folder full of entries by mistake must not start a thousand programs.
constexpr std::size_t mostPrograms = 64;

class AutostartReader {
  public:
    AutostartReader(const xdg::Environment& environment, const base::FileTree& files,
                    base::Diagnostics& diagnostics)
        : environment_(environment), files_(files), diagnostics_(diagnostics),
          locale_(environment.messagesLocale, environment.language) {}

    void readFolder(const std::string& path) {
        const auto folder = files_.openFolder(path);
        if (!folder) return;
        for (const auto& entry : folder->entries()) {
            if (!entry.name.ends_with(".desktop") || !seen_.insert(entry.name).second) continue;
            readEntry(*folder, entry.name);
        }
    }

    std::vector<AutostartProgram> programs;

  private:
    void readEntry(const base::Folder& folder, const std::string& name) {
        const std::string file = base::join(folder.path(), name);
        std::string buffer; // may be larger than what is read
        const auto text = folder.read(name.c_str(), largestEntry, buffer);
        if (!text) return diagnostics_.warning({file}, text.error().message + ", not started");
        if (programs.size() == mostPrograms)
            return diagnostics_.warning({file}, "too many autostart entries, not started");
        auto argv = judge(*text, file);
        if (!argv.empty()) programs.push_back({name, std::move(argv), std::exchange(folder_, {})});
    }

    /// The command to start; empty where the entry asks for none here.
    std::vector<std::string> judge(std::string_view text, const std::string& file) {
        base::Diagnostics entryDiagnostics;
        base::Arena arena;
        const auto entry =
            xdg::parseDesktopEntry(text, file, locale_, xdg::Actions::skip, arena, entryDiagnostics);
        if (!entry.isDesktopEntry || entry.hidden || !xdg::isShownIn(entry, environment_.currentDesktop) ||
            isDisabled(text))
            return {};
        if (entry.type != xdg::DesktopEntry::Type::application) {
            diagnostics_.warning({file, 0, "Desktop Entry", "Type"}, "not Application, not started");
            return {};
        }
        if (!entry.tryExec.empty() && !xdg::isInstalled(entry.tryExec, environment_.path, files_)) return {};
        if (entry.terminal) {
            diagnostics_.warning({file, 0, "Desktop Entry", "Terminal"},
                                 "autostart starts nothing in a terminal, not started");
            return {};
        }
        auto command = xdg::parseExec(entry.exec, {entry.name, entry.icon, file}, arena);
        if (!command) {
            diagnostics_.warning({file, entry.execLine, "Desktop Entry", "Exec"},
                                 command.error().message + ", not started");
            return {};
        }
        folder_ = base::isAbsolute(entry.path) ? entry.path : std::string_view();
        return {command->argv.begin(), command->argv.end()};
    }

    /// The switch that settings programs write; the specification knows only Hidden.
    static bool isDisabled(std::string_view text) {
        xdg::KeyFileReader reader(text);
        bool inGroup = false;
        for (auto line = reader.next(); line.kind != xdg::KeyFileLine::Kind::end; line = reader.next()) {
            if (line.kind == xdg::KeyFileLine::Kind::group) inGroup = line.name == "Desktop Entry";
            if (inGroup && line.kind == xdg::KeyFileLine::Kind::entry && line.locale.empty() &&
                line.name == "X-GNOME-Autostart-enabled")
                return base::trim(line.value) == "false";
        }
        return false;
    }

    const xdg::Environment& environment_;
    const base::FileTree& files_;
    base::Diagnostics& diagnostics_;
    xdg::LocaleMatcher locale_;
    std::set<std::string> seen_;
    std::string folder_;
};

} // namespace

std::vector<AutostartProgram> readAutostart(const xdg::Environment& environment, const base::FileTree& files,
                                            base::Diagnostics& diagnostics) {
    AutostartReader reader(environment, files, diagnostics);
    for (const std::string& folder : environment.directories.configDirs)
        reader.readFolder(base::join(folder, "autostart"));
    return std::move(reader.programs);
}

} // namespace plan
