#include "icons/stem_table.hpp"

#include <functional>
#include <limits>
#include <utility>

namespace icons {

namespace {

constexpr std::size_t firstSize = 256; // a power of two, as all sizes of the table are

std::uint32_t stemHash(std::string_view stem) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>()(stem));
}

} // namespace

std::size_t StemTable::slotOf(std::string_view stem, std::uint32_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    for (;; at = (at + 1) & mask) {
        const Slot& slot = slots_[at];
        if (slot.length == 0) return at;
        if (slot.hash == hash && std::string_view(names_).substr(slot.start, slot.length) == stem) return at;
    }
}

void StemTable::add(std::string_view stem, int ending, std::uint32_t place) {
    if (stem.empty() || stem.size() > std::numeric_limits<std::uint16_t>::max()) return;
    if (used_ * 2 >= slots_.size()) grow();
    const std::uint32_t hash = stemHash(stem);
    Slot& slot = slots_[slotOf(stem, hash)];
    const auto bit = static_cast<EndingSet>(1U << static_cast<unsigned>(ending));
    if (slot.length != 0) {
        if (slot.found.place == place) slot.found.endings |= bit;
        return;
    }
    if (names_.size() > std::numeric_limits<std::uint32_t>::max() - stem.size()) return;
    slot.hash = hash;
    slot.start = static_cast<std::uint32_t>(names_.size());
    slot.length = static_cast<std::uint16_t>(stem.size());
    slot.found = {place, bit};
    names_ += stem;
    ++used_;
}

const StemTable::Found* StemTable::find(std::string_view stem) const {
    if (slots_.empty() || stem.empty()) return nullptr;
    const Slot& slot = slots_[slotOf(stem, stemHash(stem))];
    return slot.length == 0 ? nullptr : &slot.found;
}

void StemTable::grow() {
    std::vector<Slot> old =
        std::exchange(slots_, std::vector<Slot>(slots_.empty() ? firstSize : slots_.size() * 2));
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (slot.length == 0) continue;
        std::size_t at = slot.hash & mask;
        while (slots_[at].length != 0)
            at = (at + 1) & mask;
        slots_[at] = slot;
    }
}

} // namespace icons
