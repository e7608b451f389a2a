#include "support/icon_fixtures.hpp"

#include "support/png.hpp"

#include <cstdint>

namespace support {

namespace {

std::string bigEndian16(unsigned value) {
    return bigEndian(value).substr(2);
}

std::uint32_t hashOf(std::string_view name) {
    std::uint32_t hash = 0;
    for (const char c : name)
        hash = (hash << 5U) - hash + static_cast<std::uint32_t>(static_cast<signed char>(c));
    return hash;
}

} // namespace

std::string iconCache(const std::vector<std::string>& directories, const std::vector<CachedIcon>& icons,
                      unsigned buckets) {
    // Head, hash table, links of the chains, lists of images, list of directories, texts.
    const std::size_t table = 12;
    const std::size_t links = table + 4 + std::size_t{buckets} * 4;
    std::size_t lists = links + icons.size() * 12;
    std::string imageText;
    std::vector<std::size_t> imageOffsets;
    for (const CachedIcon& icon : icons) {
        imageOffsets.push_back(lists + imageText.size());
        imageText += bigEndian(static_cast<std::uint32_t>(icon.images.size()));
        for (const auto& [directory, flags] : icon.images)
            imageText += bigEndian16(directory) + bigEndian16(flags) + bigEndian(0);
    }
    const std::size_t directoryList = lists + imageText.size();
    const std::size_t texts = directoryList + 4 + directories.size() * 4;
    std::string textText;
    std::string directoryText = bigEndian(static_cast<std::uint32_t>(directories.size()));
    const auto addText = [&](const std::string& text) {
        const auto offset = static_cast<std::uint32_t>(texts + textText.size());
        textText += text + '\0';
        return offset;
    };
    for (const std::string& directory : directories)
        directoryText += bigEndian(addText(directory));
    std::vector<std::uint32_t> heads(buckets, 0xFFFFFFFFU);
    std::string linkText;
    for (std::size_t n = 0; n < icons.size(); ++n) {
        std::uint32_t& head = heads[hashOf(icons[n].name) % buckets];
        linkText += bigEndian(head) + bigEndian(addText(icons[n].name)) +
                    bigEndian(static_cast<std::uint32_t>(imageOffsets[n]));
        head = static_cast<std::uint32_t>(links + n * 12);
    }
    std::string cache = bigEndian16(1) + bigEndian16(0) + bigEndian(static_cast<std::uint32_t>(table)) +
                        bigEndian(static_cast<std::uint32_t>(directoryList)) + bigEndian(buckets);
    for (const std::uint32_t head : heads)
        cache += bigEndian(head);
    return cache + linkText + imageText + directoryText + textText;
}

} // namespace support
