// What is said on standard output and standard error. A full disk behind them, or nobody, ends no program:
// whoever needs to know asks `isSaid`.
#pragma once

#include "base/result.hpp"

#include <cstdio>
#include <fmt/core.h>
#include <utility>

namespace base {

/// As fmt::print, which would throw where nothing can be written.
template <typename... Arguments>
void print(std::FILE* stream, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    const std::string text = fmt::format(format, std::forward<Arguments>(arguments)...);
    // The stream remembers a failure.
    [[maybe_unused]] const std::size_t put = std::fwrite(text.data(), 1, text.size(), stream);
}

template <typename... Arguments>
void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    base::print(stdout, format, std::forward<Arguments>(arguments)...);
}

/// Whether it is a terminal that shows colours, and its user wants them (NO_COLOR).
[[nodiscard]] bool wantsColours(int stream);

/// Whether all that was printed on standard output is where it was to go; fails with a word for people.
[[nodiscard]] Result<void> isSaid();

/// Standard streams that are closed are opened, as ones that nothing can be read from or written to: else the
/// next file that is opened would be taken for one of them. For the very start of a program.
void openStandardStreams();

/// A file that grows beyond the limit of its size (RLIMIT_FSIZE) is an error of the write from here on, as a
/// full disk is, and does not end the program. Programs that are started have to be given SIGXFSZ back.
void failAtLargestFile();

} // namespace base
