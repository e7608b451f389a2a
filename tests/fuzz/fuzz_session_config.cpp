// The session's config: read, printed, read again; and one setting changed in a file that somebody wrote.
#include "config/config_edit.hpp"
#include "config/config_files.hpp"
#include "fuzz/fuzz.hpp"

#include <string>

namespace {

/// What is printed, without where it is from.
std::string settingsOf(const config::Settings& settings) {
    config::Settings bare = settings;
    bare.origins.clear();
    return config::print(bare);
}

config::Settings read(std::string_view text, base::Diagnostics& diagnostics) {
    config::Settings settings;
    config::apply(settings, text, "config", diagnostics);
    return settings;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::textOf(data, size);
    base::Diagnostics diagnostics;
    const config::Settings settings = read(text, diagnostics);

    base::Diagnostics none;
    const config::Settings again = read(config::print(settings), none);
    fuzz::require(settingsOf(again) == settingsOf(settings), "what is printed is read as the same");
    fuzz::require(!none.hasProblems(), "what is printed has no fault");

    const std::string edited = config::withSetting(text, "looks", "theme", "changed");
    fuzz::require(read(edited, none).lookTheme == "changed", "what is set counts");
    fuzz::require(config::withSetting(edited, "looks", "theme", "changed") == edited,
                  "setting it twice changes nothing");
    return 0;
}
