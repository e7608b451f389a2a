// A configuration of pekwm, as far as the session must understand one: the user's, which it includes in its
// own, and the values that it writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plan {

/// A value in pekwm's grammar, with its quotes.
[[nodiscard]] std::string pekwmQuoted(std::string_view text);

/// The line, counted from 1, of a section that the configuration opens and does not close; nothing where it
/// closes all. pekwm would take what comes behind such a file for a part of that section.
[[nodiscard]] std::optional<unsigned> openSection(std::string_view pekwmConfig);

/// The first value that a configuration of pekwm itself gives to a key, whatever section that is in; what it
/// includes is not looked at.
[[nodiscard]] std::optional<std::string_view> valueIn(std::string_view pekwmConfig, std::string_view key);

/// Whether a configuration of pekwm names a theme that somebody chose: another than the one that pekwm
/// itself writes there.
[[nodiscard]] bool namesTheme(std::string_view pekwmConfig);

} // namespace plan
