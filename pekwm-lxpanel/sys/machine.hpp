// What the session asks of the machine that it runs on.
#pragma once

#include "plan/variables.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace sys {

/// All variables of this process; what is no NAME=value is left out.
[[nodiscard]] plan::Variables environmentVariables();
/// Makes `variables` the environment of this process, and so of all that it starts.
void setEnvironment(const plan::Variables& variables);

/// This user's home in the user database; empty where it knows none. Asks all sources that the C library has,
/// which the generator, with a C library inside, cannot: it reads /etc/passwd alone.
[[nodiscard]] std::string passwdHome();
/// LANG from /etc/locale.conf, /etc/default/locale or /etc/profile, the first that sets it.
[[nodiscard]] std::string systemLocale();
/// Those of `names` that the C library cannot load.
[[nodiscard]] std::set<std::string> missingLocales(const std::set<std::string>& names);
/// Whether something listens at the address of a message bus. Kinds that cannot be asked (tcp, autolaunch)
/// count as reachable: what they are is the user's own will.
[[nodiscard]] bool isBusReachable(const std::string& address);
/// Where a program is found: as it is where it is a path, else in PATH; empty where it is not there.
[[nodiscard]] std::string findProgram(const std::string& program);

} // namespace sys
