#include "base/folder_names.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace base {

namespace {

/// The eight bytes of `name` at `at` as a number that sorts as they do.
std::uint64_t sortKey(std::string_view name, std::size_t at) {
    std::uint64_t key = 0;
    for (std::size_t i = at; i < at + sizeof key; ++i)
        key = (key << 8U) | (i < name.size() ? static_cast<unsigned char>(name[i]) : 0U);
    return key;
}

} // namespace

/// Names in a folder begin alike more often than not: a number made of what comes behind that decides nearly
/// always.
void sortByName(std::vector<FolderEntry>& entries) {
    struct Keyed {
        std::uint64_t key;
        std::uint32_t index;
    };
    if (entries.empty()) return;
    const std::string& first = entries.front().name;
    std::size_t common = first.size();
    for (const FolderEntry& entry : entries) {
        const auto [end, other] =
            std::mismatch(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(common),
                          entry.name.begin(), entry.name.end());
        common = static_cast<std::size_t>(end - first.begin());
    }
    std::vector<Keyed> order;
    order.reserve(entries.size());
    for (const FolderEntry& entry : entries)
        order.push_back({sortKey(entry.name, common), static_cast<std::uint32_t>(order.size())});
    std::sort(order.begin(), order.end(), [&](const Keyed& a, const Keyed& b) {
        return a.key != b.key ? a.key < b.key : entries[a.index].name < entries[b.index].name;
    });
    std::vector<FolderEntry> sorted;
    sorted.reserve(entries.size());
    for (const Keyed& keyed : order)
        sorted.push_back(std::move(entries[keyed.index]));
    entries = std::move(sorted);
}

} // namespace base
