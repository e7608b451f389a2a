// What the user wants: built-in values, config files and flags laid over one another, each value with its
// origin, so that --print-config can say where it came from.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "base/result.hpp"
#include "xdg/environment.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace app {

/// A value as text and where it came from: "built-in", "path:line" or the flag.
struct SettingValue {
    std::string text;
    std::string origin;
};

/// What begins the key of a look's title among the labels; its name is the rest.
inline constexpr std::string_view lookLabelPrefix = "look-";

class Settings {
  public:
    /// The built-in values.
    Settings();

    /// Fails, and changes nothing, where there is no such setting or the value does not fit; the message
    /// says what would. `name` is "section.key".
    [[nodiscard]] base::Result<void> set(std::string_view name, std::string_view value, std::string origin);

    /// `value` as it is, but for settings that are paths: those that are relative are whole then, with
    /// `folder` before them.
    [[nodiscard]] static std::string seenFrom(std::string_view folder, std::string_view name,
                                              std::string_view value);

    [[nodiscard]] const std::string& text(std::string_view name) const;
    [[nodiscard]] const std::string& origin(std::string_view name) const;
    [[nodiscard]] bool flag(std::string_view name) const { return text(name) == "true"; }
    /// 0 for a value that is not a number ("auto").
    [[nodiscard]] unsigned number(std::string_view name) const;
    /// The parts of a list, which are separated by `;`.
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;

    /// A label of the user's own for `key` of the labels file, or nothing.
    [[nodiscard]] std::optional<std::string> label(std::string_view key) const;

    /// The settings as a config file, each line with the value's origin as a comment above it.
    [[nodiscard]] std::string print() const;

  private:
    std::map<std::string, SettingValue, std::less<>> values_;
};

/// Lays the text of one config file over `settings`; `path` is its name, and relative paths are seen from
/// there. A line that is wrong is reported and left out.
void applyConfig(Settings& settings, std::string_view text, const std::string& path,
                 base::Diagnostics& diagnostics);

/// Lays the config files over `settings`, the most important last: xdg2pekwm/config in each config folder,
/// or `only` where one is named. Fails where `only` cannot be read.
[[nodiscard]] base::Result<void> readConfigFiles(Settings& settings, const std::optional<std::string>& only,
                                                 const xdg::BaseDirectories& directories,
                                                 const base::FileTree& files, base::Diagnostics& diagnostics);

} // namespace app
