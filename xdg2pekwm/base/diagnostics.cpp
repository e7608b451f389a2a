#include "base/diagnostics.hpp"

#include "base/result.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/core.h>

namespace base {

tl::unexpected<Error> failErrno(const char* what, int code) {
    return fail(fmt::format("{}: {}", what, std::strerror(code)), code);
}

tl::unexpected<Error> failAt(const std::string& path, Error error) {
    error.message = fmt::format("{}: {}", path, error.message);
    return tl::make_unexpected(std::move(error));
}

namespace {

// Bytes; a group of four megabytes would be kept once for each line that is wrong in it.
constexpr std::size_t longestPart = 2048;

const char* nameOf(Severity severity) {
    switch (severity) {
    case Severity::note:
        return "note";
    case Severity::warning:
        return "warning";
    case Severity::error:
        return "error";
    }
    return "error";
}

} // namespace

std::string format(const Diagnostic& diagnostic) {
    std::string line;
    if (!diagnostic.path.empty()) {
        line += visible(diagnostic.path);
        if (diagnostic.line != 0) line += fmt::format(":{}", diagnostic.line);
        line += ": ";
    }
    line += nameOf(diagnostic.severity);
    line += ": ";
    if (!diagnostic.group.empty()) line += fmt::format("[{}] ", visible(diagnostic.group));
    if (!diagnostic.key.empty()) line += visible(diagnostic.key) + ": ";
    line += visible(diagnostic.message);
    return line;
}

Diagnostics::Diagnostics(std::vector<Diagnostic> list, std::size_t dropped)
    : limit_(list.size()), dropped_(dropped),
      problems_(dropped > 0 ||
                std::any_of(list.begin(), list.end(),
                            [](const Diagnostic& one) { return one.severity != Severity::note; })),
      list_(std::move(list)) {}

void Diagnostics::add(Severity severity, const Place& place, std::string message) {
    if (severity != Severity::note) problems_ = true;
    if (list_.size() >= limit_) {
        ++dropped_;
        return;
    }
    if (message.size() > longestPart) message = fmt::format("{} ...", message.substr(0, longestPart));
    list_.push_back({severity, std::string(place.path), place.line,
                     std::string(place.group.substr(0, longestPart)),
                     std::string(place.key.substr(0, longestPart)), std::move(message)});
}

} // namespace base
