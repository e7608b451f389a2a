#include "xdg/application.hpp"

#include "base/path.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "xdg/exec.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace xdg {

namespace {

constexpr std::string_view mainGroup = "Desktop Entry";

/// An element of a well-known name.
bool isBusElement(std::string_view text) {
    return !text.empty() && (text.front() < '0' || text.front() > '9') &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-';
           });
}

/// The D-Bus name of an application that is started over D-Bus: its file's name, where that is a well-known
/// name ("D-Bus Activation").
std::string_view busNameOf(std::string_view file) {
    std::string_view name = base::fileNameOf(file);
    constexpr std::string_view suffix = ".desktop";
    if (name.size() <= suffix.size()) return {};
    name.remove_suffix(suffix.size());
    std::size_t elements = 0;
    for (std::size_t at = 0; at <= name.size(); ++elements) {
        const std::size_t end = std::min(name.find('.', at), name.size());
        if (!isBusElement(name.substr(at, end - at))) return {};
        at = end + 1;
    }
    return elements > 1 ? name : std::string_view();
}

bool canBeSeen(std::string_view text) {
    const bool plain = std::any_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    if (plain) return true;
    std::string shown(text); // no menu shows control characters
    std::erase_if(shown, [](char c) { return (c >= '\0' && c < ' ') || c == '\x7F'; });
    return base::displayWidth(base::trim(shown)) > 0;
}

class Judge {
  public:
    Judge(Application& application, const ApplicationRules& rules, base::Arena& arena,
          base::Diagnostics& diagnostics)
        : application_(application), entry_(application.entry), rules_(rules), arena_(arena),
          diagnostics_(diagnostics) {}

    HiddenBecause run() {
        if (!entry_.isDesktopEntry) return HiddenBecause::notADesktopEntry;
        if (entry_.hidden) // before all else: "strictly equivalent to the file not existing at all"
            return HiddenBecause::hidden;
        if (entry_.noDisplay) return HiddenBecause::noDisplay;
        if (entry_.type != DesktopEntry::Type::application) {
            if (entry_.type == DesktopEntry::Type::missing)
                warn("Type", "missing, so the entry is not shown");
            return HiddenBecause::notAnApplication;
        }
        if (!isShownIn(entry_, rules_.desktops)) return HiddenBecause::otherDesktop;
        if (!canBeSeen(entry_.name)) {
            warn("Name", "missing or empty, so the entry is not shown");
            return HiddenBecause::noName;
        }
        if (!entry_.tryExec.empty() && !isInstalled(entry_.tryExec, rules_)) return HiddenBecause::noTryExec;
        return start();
    }

  private:
    void warn(std::string_view key, std::string message, unsigned line = 0) {
        diagnostics_.warning({application_.file, line, mainGroup, key}, std::move(message));
    }

    HiddenBecause start() {
        if (entry_.exec.empty()) {
            application_.argv = arena_.keep(overBus("launch"));
            if (application_.argv.empty()) {
                warn("Exec", entry_.dbusActivatable
                                 ? "missing, and the entry cannot be started over D-Bus here; it is not shown"
                                 : "missing or empty, so the entry is not shown");
                return HiddenBecause::noExec;
            }
        } else {
            application_.argv = arena_.keep(argvOf(entry_.exec, entry_.icon, mainGroup, entry_.execLine));
            if (application_.argv.empty()) return HiddenBecause::badExec;
        }
        std::vector<ApplicationAction> actions;
        for (const DesktopAction& action : entry_.actions)
            addAction(action, actions);
        application_.actions = arena_.keep(actions);
        return checkProgram();
    }

    void addAction(const DesktopAction& action, std::vector<ApplicationAction>& to) {
        const std::string group = fmt::format("Desktop Action {}", action.id);
        const std::string_view icon = action.icon.empty() ? entry_.icon : action.icon;
        std::vector<std::string_view> argv;
        if (!action.exec.empty()) {
            argv = argvOf(action.exec, icon, group, action.execLine);
        } else if (argv = overBus("action"); !argv.empty()) {
            argv.push_back(action.id);
        }
        if (argv.empty() || (rules_.hideMissing && !isInstalled(argv[0], entry_, rules_))) return;
        to.push_back({action.id, arena_.keep(base::toValidUtf8(action.name)), icon, arena_.keep(argv)});
    }

    /// Empty for an Exec that must not be run, which is reported.
    std::vector<std::string_view> argvOf(std::string_view exec, std::string_view icon, std::string_view group,
                                         unsigned line) {
        const base::Place place{application_.file, line, group, "Exec"};
        auto command = parseExec(exec, {entry_.name, icon, application_.file}, arena_);
        if (!command) {
            diagnostics_.warning(place, fmt::format("{}; the {} is not shown", command.error().message,
                                                    group == mainGroup ? "entry" : "action"));
            return {};
        }
        for (const std::string& remark : command->remarks)
            diagnostics_.note(place, remark + ", which the specification forbids; read as a shell would");
        return std::move(command->argv);
    }

    HiddenBecause checkProgram() {
        const bool shown = !rules_.hideMissing || isInstalled(application_.argv[0], entry_, rules_);
        return shown ? HiddenBecause::none : HiddenBecause::noProgram;
    }

    /// The command that asks a D-Bus activatable application for something; empty where that is impossible.
    [[nodiscard]] std::vector<std::string_view> overBus(std::string_view request) const {
        // GLib's own launcher speaks the protocol; nothing else of ours does.
        constexpr std::string_view launcher = "gapplication";
        const std::string_view busName = entry_.dbusActivatable ? busNameOf(application_.file) : "";
        if (busName.empty() || !isInstalled(launcher, rules_)) return {};
        return {launcher, request, busName};
    }

    Application& application_;
    DesktopEntry& entry_;
    const ApplicationRules& rules_;
    base::Arena& arena_;
    base::Diagnostics& diagnostics_;
};

void makeUtf8(std::string_view& text, const Application& application, std::string_view key,
              base::Arena& arena, base::Diagnostics& diagnostics) {
    if (base::isValidUtf8(text)) return;
    diagnostics.warning({application.file, 0, mainGroup, key},
                        "not UTF-8; the wrong bytes are shown as U+FFFD");
    text = arena.keep(base::toValidUtf8(text));
}

} // namespace

std::string_view describe(HiddenBecause reason) {
    switch (reason) {
    case HiddenBecause::none:
        return "shown";
    case HiddenBecause::unreadable:
        return "the file cannot be read";
    case HiddenBecause::notADesktopEntry:
        return "the file has no [Desktop Entry] group";
    case HiddenBecause::notAnApplication:
        return "its Type is not Application";
    case HiddenBecause::hidden:
        return "Hidden=true: it counts as deleted";
    case HiddenBecause::noDisplay:
        return "NoDisplay=true";
    case HiddenBecause::otherDesktop:
        return "OnlyShowIn or NotShowIn keep it out of this desktop";
    case HiddenBecause::noName:
        return "it has no Name";
    case HiddenBecause::noExec:
        return "it has no Exec, and cannot be started over D-Bus here";
    case HiddenBecause::badExec:
        return "its Exec breaks the rules and must not be run";
    case HiddenBecause::noTryExec:
        return "the program of TryExec is not installed";
    case HiddenBecause::noProgram:
        return "the program of Exec is not installed";
    }
    return {};
}

bool isInstalled(std::string_view program, const std::vector<std::string>& path,
                 const base::FileTree& files) {
    if (base::isAbsolute(program)) return files.isExecutable(std::string(program));
    if (program.empty() || program.find('/') != std::string_view::npos) return false;
    return std::any_of(path.begin(), path.end(), [&](const std::string& folder) {
        std::string file = folder;
        file += '/';
        file += program;
        return files.isExecutable(file);
    });
}

bool isInstalled(std::string_view program, const DesktopEntry& entry, const ApplicationRules& rules) {
    if (base::isAbsolute(program) || program.find('/') == std::string_view::npos)
        return isInstalled(program, rules);
    return base::isAbsolute(entry.path) && isInstalled(base::join(entry.path, program), rules);
}

bool asksForPrograms(const DesktopEntry& entry, const ApplicationRules& rules) {
    return rules.hideMissing || !entry.tryExec.empty() || entry.dbusActivatable;
}

Application makeApplication(std::string_view text, std::string_view file, const ApplicationRules& rules,
                            base::Arena& arena, base::Diagnostics& diagnostics) {
    Application application;
    application.file = file;
    application.entry = parseDesktopEntry(text, file, rules.locale, rules.actions, arena, diagnostics);
    judge(application, rules, arena, diagnostics);
    return application;
}

void judge(Application& application, const ApplicationRules& rules, base::Arena& arena,
           base::Diagnostics& diagnostics) {
    makeUtf8(application.entry.name, application, "Name", arena, diagnostics);
    makeUtf8(application.entry.comment, application, "Comment", arena, diagnostics);
    application.hiddenBecause = Judge(application, rules, arena, diagnostics).run();
    if (application.hiddenBecause == HiddenBecause::none)
        application.sortKey = rules.collator.key(application.entry.name, arena);
    else
        application.argv = {};
}

} // namespace xdg
