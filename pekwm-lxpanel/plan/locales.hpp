// The names of locales: in variables, and in the files of a system.
#pragma once

#include "plan/variables.hpp"

#include <set>
#include <string>
#include <string_view>

namespace plan {

/// Stands in for a locale that the system has not; the C library brings it along.
inline constexpr const char* fallbackLocale = "C.UTF-8";

/// Whether the value of this variable is a locale: LANG and LC_*.
[[nodiscard]] bool isLocaleVariable(std::string_view name);

/// "sr_RS.UTF-8@latin" as LANGUAGE has it: "sr_RS@latin".
[[nodiscard]] std::string withoutEncoding(std::string locale);

/// The locales that these variables and `systemLocale` name, "C.UTF-8" among them, which may have to stand
/// in.
[[nodiscard]] std::set<std::string> localesOf(const Variables& variables, const std::string& systemLocale);

/// The value of LANG or LC_ALL in a file of shell assignments (/etc/locale.conf, /etc/default/locale,
/// /etc/profile); empty where it sets none.
[[nodiscard]] std::string localeIn(std::string_view shellAssignments);

} // namespace plan
