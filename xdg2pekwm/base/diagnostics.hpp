// Problems that are reported and survived: one line each, in the order in which they were met.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

enum class Severity { note, warning, error };

/// Where a problem is. Every part but the path may be empty (line 0: the file as a whole).
struct Place {
    std::string_view path;
    unsigned line = 0;
    std::string_view group = {};
    std::string_view key = {};
};

struct Diagnostic {
    Severity severity = Severity::warning;
    std::string path;
    unsigned line = 0;
    std::string group;
    std::string key;
    std::string message; ///< what was found, and what was done instead
};

/// `path:line: warning: [Group] Key: message`, in one line: control characters and bytes that are not
/// UTF-8 are made visible, so that a hostile file cannot forge lines or drive a terminal.
[[nodiscard]] std::string format(const Diagnostic& diagnostic);

class Diagnostics {
  public:
    /// At most `limit` are kept; what comes after is only counted (a hostile tree cannot fill memory).
    explicit Diagnostics(std::size_t limit = 1000) : limit_(limit) {}
    /// Those of a former run.
    Diagnostics(std::vector<Diagnostic> list, std::size_t dropped);

    void note(const Place& place, std::string message) { add(Severity::note, place, std::move(message)); }
    void warning(const Place& place, std::string message) {
        add(Severity::warning, place, std::move(message));
    }
    void error(const Place& place, std::string message) { add(Severity::error, place, std::move(message)); }

    [[nodiscard]] std::span<const Diagnostic> all() const { return list_; }
    [[nodiscard]] std::size_t dropped() const { return dropped_; }
    /// Whether there is anything worse than a note.
    [[nodiscard]] bool hasProblems() const { return problems_; }

  private:
    void add(Severity severity, const Place& place, std::string message);

    std::size_t limit_;
    std::size_t dropped_ = 0;
    bool problems_ = false;
    std::vector<Diagnostic> list_;
};

} // namespace base
