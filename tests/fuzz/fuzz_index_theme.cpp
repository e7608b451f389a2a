// index.theme: a theme's directories, and the order in which they are searched.
#include "fuzz/fuzz.hpp"
#include "icons/icon_theme.hpp"
#include "icons/theme_choice.hpp"

#include <algorithm>
#include <vector>

namespace {

bool leadsOut(std::string_view path) {
    if (path.empty() || path.front() == '/') return true;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        if (path.substr(at, end - at) == "..") return true;
        at = end + 1;
    }
    return false;
}

void checkOrder(const icons::IconTheme& theme, int wanted, int scale) {
    std::vector<bool> met(theme.directories.size(), false);
    bool matching = true;
    int distance = 0;
    const auto order = icons::searchOrder(theme, wanted, scale);
    for (const std::uint32_t number : order) {
        fuzz::require(number < met.size() && !met[number], "each directory is searched once");
        met[number] = true;
        const icons::IconDirectory& directory = theme.directories[number];
        const bool matches = icons::matchesSize(directory, wanted, scale);
        fuzz::require(matching || !matches, "those that match come first");
        if (!matches) {
            const int now = icons::sizeDistance(directory, wanted, scale);
            fuzz::require(now >= 0 && (matching || now >= distance), "the others from the closest on");
            distance = now;
        }
        matching = matches;
    }
    fuzz::require(order.size() == met.size(), "no directory is left out");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::textOf(data, size);
    base::Diagnostics diagnostics;
    const icons::IconTheme theme = icons::parseIconTheme(text, "index.theme", diagnostics);
    for (const icons::IconDirectory& directory : theme.directories) {
        fuzz::require(!leadsOut(directory.path), "a directory lies in its theme");
        fuzz::require(directory.size > 0 && directory.scale > 0, "sizes are sizes");
    }
    for (const int wanted : {1, 16, 48, 512}) {
        for (const int scale : {1, 2})
            checkOrder(theme, wanted, scale);
    }
    static_cast<void>(icons::themeOfSettings(text));
    return 0;
}
