// icon-theme.cache: bytes that anybody may have written.
#include "fuzz/fuzz.hpp"
#include "icons/theme_cache.hpp"

#include <functional>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::textOf(data, size);
    const auto cache = icons::ThemeCache::read(bytes);
    if (!cache) return 0;
    const auto isInside = [&](std::string_view text) {
        const std::less_equal<> before;
        return before(bytes.data(), text.data()) &&
               before(text.data() + text.size(), bytes.data() + bytes.size());
    };
    for (const std::string_view directory : cache->directories())
        fuzz::require(isInside(directory), "a directory's name lies in the file");
    std::vector<icons::ThemeCache::Image> images;
    const auto ask = [&](std::string_view name) {
        if (!cache->find(name, images)) return;
        for (const icons::ThemeCache::Image& image : images) {
            fuzz::require(image.directory < cache->directories().size(), "a directory is one of the list");
            fuzz::require((image.endings & ~icons::anySet) == 0, "an ending is one that there is");
        }
    };
    for (const std::string_view name : {"", "a", "b", "c", "calc", "mail", "web"})
        ask(name);
    // Each text of the file may be a name.
    constexpr std::size_t most = 64;
    std::size_t at = 0;
    for (std::size_t asked = 0; asked < most && at < bytes.size(); ++asked) {
        const std::size_t end = std::min(bytes.find('\0', at), bytes.size());
        if (end > at) ask(bytes.substr(at, end - at));
        at = end + 1;
    }
    return 0;
}
