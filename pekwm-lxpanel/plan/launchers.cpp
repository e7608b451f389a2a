#include "plan/launchers.hpp"

#include "base/path.hpp"
#include "base/text.hpp"

namespace plan {

namespace {

/// Cuts the first line off, with its end.
std::string_view takeLine(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end == std::string_view::npos ? end : end + 1);
    text.remove_prefix(line.size());
    return line;
}

bool opens(std::string_view line, std::string_view name) {
    line = base::trim(line);
    return line.starts_with(name) && line.ends_with('{');
}

/// Cuts a block off, from the line that opens it to the one that closes it, or to the end where none does.
std::string_view takeBlock(std::string_view& text) {
    const std::string_view whole = text;
    int depth = 0;
    do {
        const std::string_view line = base::trim(takeLine(text));
        if (line.ends_with('{')) ++depth;
        if (line == "}") --depth;
    } while (depth > 0 && !text.empty());
    return whole.substr(0, whole.size() - text.size());
}

/// The value where a line says `id=VALUE`, else nothing.
std::string_view idIn(std::string_view line) {
    line = base::trim(line);
    if (!line.starts_with("id")) return {};
    line = base::trim(line.substr(2));
    return line.starts_with('=') ? base::trim(line.substr(1)) : std::string_view();
}

class Filter {
  public:
    explicit Filter(const std::function<bool(const std::string&)>& exists) : exists_(exists) {}

    std::string run(std::string_view panel) {
        std::string result;
        while (!panel.empty()) {
            if (!opens(panel.substr(0, panel.find('\n')), "Plugin")) {
                result += takeLine(panel);
                continue;
            }
            const std::string_view before = panel;
            const std::string plugin = withoutMissing(takeBlock(panel));
            // lxpanel fills a launch bar that has nothing with a button for nothing.
            if (wasEmptied(before.substr(0, before.size() - panel.size()), plugin)) continue;
            result += plugin;
        }
        return result;
    }

  private:
    std::string withoutMissing(std::string_view plugin) {
        std::string result;
        while (!plugin.empty()) {
            const bool button = opens(plugin.substr(0, plugin.find('\n')), "Button");
            const std::string_view part = button ? takeBlock(plugin) : takeLine(plugin);
            if (!button || !isMissing(part)) result += part;
        }
        return result;
    }

    bool isMissing(std::string_view button) const {
        while (!button.empty())
            if (const std::string id(idIn(takeLine(button))); base::isAbsolute(id)) return !exists_(id);
        return false;
    }

    static bool wasEmptied(std::string_view before, std::string_view after) {
        return after.size() < before.size() && after.find("Button") == std::string_view::npos;
    }

    const std::function<bool(const std::string&)>& exists_;
};

} // namespace

std::string withoutMissingLaunchers(std::string_view panel,
                                    const std::function<bool(const std::string&)>& exists) {
    return Filter(exists).run(panel);
}

} // namespace plan
