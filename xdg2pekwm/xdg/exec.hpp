// The Exec key, from its string to the argument vector that is started
// (Desktop Entry Specification, "The Exec key").
#pragma once

#include "base/arena.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace xdg {

/// Bytes of a command, with what its field codes stand for. pekwm hands the whole to a shell as one argument,
/// of which Linux takes no more.
inline constexpr std::size_t longestCommand = std::size_t{128} * 1024;

/// What the field codes stand for.
struct ExecContext {
    std::string_view name; ///< %c: the translated Name
    std::string_view icon; ///< %i: the Icon key; empty: %i gives nothing
    std::string_view file; ///< %k: the .desktop file's path
};

struct ExecCommand {
    std::vector<std::string_view> argv; ///< never empty; argv[0] is the program
    /// What the specification forbids and was understood all the same, for --check; mostly empty.
    std::vector<std::string> remarks;
};

/// `exec` is the key's value with the string escapes already undone. Arguments are split and unquoted, and
/// field codes expanded once, with no files: %f %F %u %U and the deprecated codes give nothing, and an
/// argument that was nothing else is gone. Single quotes and a backslash outside quotes are not in the
/// specification; they are read as a shell and every other launcher read them: between single quotes all but
/// the current field codes stays as it is. Fails for an open quote, an unknown field code outside them, a
/// program name with `=`, no program at all, or more than longestCommand: such a command must not be run.
/// Arguments are parts of `exec`, or lie in `arena`.
[[nodiscard]] base::Result<ExecCommand> parseExec(std::string_view exec, const ExecContext& context,
                                                  base::Arena& arena);

} // namespace xdg
