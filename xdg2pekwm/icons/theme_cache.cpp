#include "icons/theme_cache.hpp"

#include <algorithm>

namespace icons {

namespace {

constexpr std::uint32_t noOffset = 0xFFFFFFFF;
// Papirus, the largest theme known, has chains of up to about 10 and images of up to about 70.
constexpr unsigned longestChain = 512;
constexpr std::uint32_t mostImages = 4096;
constexpr std::uint32_t mostDirectories = 4096;
constexpr std::size_t longestName = 4096;

/// GLib's hash of a string, over signed characters on every machine.
std::uint32_t cacheHash(std::string_view name) {
    std::uint32_t hash = 0;
    for (const char c : name)
        hash = hash * 31U + static_cast<std::uint32_t>(static_cast<signed char>(c));
    return hash;
}

EndingSet endingsOf(std::uint16_t flags) {
    const unsigned xpm = flags & 1U;
    const unsigned svg = (flags >> 1U) & 1U;
    const unsigned png = (flags >> 2U) & 1U;
    return static_cast<EndingSet>(png | (svg << 1U) | (xpm << 2U)); // as imageEndings has them
}

} // namespace

std::uint16_t ThemeCache::number16(std::uint64_t offset) const {
    const auto byte = [&](std::uint64_t at) { return static_cast<unsigned char>(bytes_[at]); };
    return static_cast<std::uint16_t>((byte(offset) << 8U) | byte(offset + 1));
}

std::uint32_t ThemeCache::number32(std::uint64_t offset) const {
    return (static_cast<std::uint32_t>(number16(offset)) << 16U) | number16(offset + 2);
}

base::Result<std::string_view> ThemeCache::text(std::uint64_t offset) const {
    if (!fits(offset, 1)) return base::fail("a name's offset leads out of the file");
    const std::string_view rest = bytes_.substr(offset, longestName);
    const std::size_t end = rest.find('\0');
    if (end == std::string_view::npos) return base::fail("a name does not end");
    return rest.substr(0, end);
}

base::Result<ThemeCache> ThemeCache::read(std::string_view bytes) {
    ThemeCache cache;
    cache.bytes_ = bytes;
    if (!cache.fits(0, 12)) return base::fail("too short for an icon cache");
    if (cache.number16(0) != 1 || cache.number16(2) != 0)
        return base::fail("not an icon cache of version 1.0");
    const std::uint64_t hash = cache.number32(4);
    const std::uint64_t list = cache.number32(8);
    if (!cache.fits(hash, 4) || !cache.fits(list, 4))
        return base::fail("a table's offset leads out of the file");
    cache.buckets_ = cache.number32(hash);
    cache.table_ = hash + 4;
    if (!cache.fits(cache.table_, std::uint64_t{cache.buckets_} * 4))
        return base::fail("the hash table is larger than the file");
    const std::uint32_t count = cache.number32(list);
    if (count > mostDirectories || !cache.fits(list + 4, std::uint64_t{count} * 4))
        return base::fail("the list of directories is too long");
    cache.directories_.reserve(count);
    for (std::uint32_t n = 0; n < count; ++n) {
        const auto name = cache.text(cache.number32(list + 4 + std::uint64_t{n} * 4));
        if (!name) return tl::make_unexpected(name.error());
        cache.directories_.push_back(*name);
    }
    return cache;
}

base::Result<void> ThemeCache::find(std::string_view name, std::vector<Image>& images) const {
    images.clear();
    if (buckets_ == 0) return {};
    std::uint64_t link = number32(table_ + std::uint64_t{cacheHash(name) % buckets_} * 4);
    for (unsigned steps = 0; link != noOffset; ++steps) {
        if (steps == longestChain) return base::fail("a chain of the hash table does not end");
        if (!fits(link, 12)) return base::fail("a chain leads out of the file");
        const auto own = text(number32(link + 4));
        if (!own) return tl::make_unexpected(own.error());
        if (*own != name) {
            link = number32(link);
            continue;
        }
        const std::uint64_t list = number32(link + 8);
        if (!fits(list, 4)) return base::fail("a list of images leads out of the file");
        const std::uint32_t count = number32(list);
        if (count > mostImages || !fits(list + 4, std::uint64_t{count} * 8))
            return base::fail("a list of images is too long");
        images.reserve(count);
        for (std::uint32_t n = 0; n < count; ++n) {
            const std::uint64_t image = list + 4 + std::uint64_t{n} * 8;
            const std::uint16_t directory = number16(image);
            if (directory >= directories_.size())
                return base::fail("an image is in a directory that is not listed");
            images.push_back({directory, endingsOf(number16(image + 2))});
        }
        return {};
    }
    return {};
}

} // namespace icons
