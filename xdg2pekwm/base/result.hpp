// Errors that end an operation. What is reported and survived goes through Diagnostics instead.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace base {

/// Why an operation ended without its result, as one line for people.
struct Error {
    std::string message;
    int code = 0;      ///< the errno where a system call said no, else 0
    unsigned line = 0; ///< where in the text the fault is, counted from 1; 0: the text as a whole
};

/// What an operation gives, or why it gives nothing.
template <typename T>
using Result = tl::expected<T, Error>;

/// A failure, to be returned as a Result. `code`: see Error.
[[nodiscard]] inline tl::unexpected<Error> fail(std::string message, int code = 0) {
    return tl::make_unexpected(Error{std::move(message), code});
}

/// A failure that says what was tried and what the system answered: "cannot open: Permission denied".
[[nodiscard]] tl::unexpected<Error> failErrno(const char* what, int code);

/// The same failure, told of a file or a folder: "/etc/x: cannot be read: Permission denied".
[[nodiscard]] tl::unexpected<Error> failAt(const std::string& path, Error error);

} // namespace base
