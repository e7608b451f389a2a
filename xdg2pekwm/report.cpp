#include "report.hpp"

#include "base/console.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/core.h>
#include <string_view>
#include <unistd.h>
#include <unordered_map>
#include <utility>
#include <vector>

namespace app {

namespace {

std::string coloured(std::string line, base::Severity severity) {
    const char* name = severity == base::Severity::error     ? "error:"
                       : severity == base::Severity::warning ? "warning:"
                                                             : "note:";
    const char* colour = severity == base::Severity::error     ? "\033[1;31m"
                         : severity == base::Severity::warning ? "\033[1;35m"
                                                               : "\033[1;36m";
    if (const std::size_t at = line.find(name); at != std::string::npos) {
        line.insert(at + std::string_view(name).size(), "\033[0m");
        line.insert(at, colour);
    }
    return line;
}

} // namespace

void Reporter::beginRun() {
    saidBefore_ = std::exchange(said_, {});
}

void Reporter::report(const base::Diagnostics& diagnostics, base::Severity least) {
    std::unordered_map<std::string_view, std::size_t> order;
    std::vector<const base::Diagnostic*> chosen;
    for (const base::Diagnostic& diagnostic : diagnostics.all()) {
        order.try_emplace(diagnostic.path, order.size());
        if (diagnostic.severity >= least) chosen.push_back(&diagnostic);
    }
    std::stable_sort(chosen.begin(), chosen.end(), [&](const base::Diagnostic* a, const base::Diagnostic* b) {
        return std::pair(order[a->path], a->line) < std::pair(order[b->path], b->line);
    });
    const bool colours = !chosen.empty() && base::wantsColours(STDERR_FILENO);
    for (const base::Diagnostic* diagnostic : chosen) {
        const std::string line = base::format(*diagnostic);
        if (said_.insert(line).second && !saidBefore_.contains(line))
            base::print(stderr, "{}\n", colours ? coloured(line, diagnostic->severity) : line);
    }
    if (diagnostics.dropped() > 0)
        base::print(stderr, "xdg2pekwm: {} more of these are not shown\n", diagnostics.dropped());
}

} // namespace app
