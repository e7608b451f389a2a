// xdg2pekwm's config: read, printed, read again.
#include "fuzz/fuzz.hpp"
#include "settings.hpp"

#include <string>

namespace {

/// What is printed, without the comments that say where it is from.
std::string valuesOf(const app::Settings& settings) {
    const std::string printed = settings.print();
    std::string out;
    for (std::size_t at = 0; at < printed.size();) {
        const std::size_t end = std::min(printed.find('\n', at), printed.size());
        if (printed[at] != ';') out += printed.substr(at, end - at) + '\n';
        at = end + 1;
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    base::Diagnostics diagnostics;
    app::Settings settings;
    app::applyConfig(settings, fuzz::textOf(data, size), "/etc/xdg/xdg2pekwm/config", diagnostics);

    base::Diagnostics none;
    app::Settings again;
    app::applyConfig(again, settings.print(), "/etc/xdg/xdg2pekwm/config", none);
    fuzz::require(valuesOf(again) == valuesOf(settings), "what is printed is read as the same");
    fuzz::require(!none.hasProblems(), "what is printed has no fault");
    return 0;
}
