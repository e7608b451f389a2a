// Numbers for texts: each text is looked for once, and a number from then on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

namespace base {

/// Gives each text its number, 0 for the first. A flat hash table: a tree of a desktop has thousands of
/// names, and a node of its own for each in several tables was a tenth of a run.
class TextIndex {
  public:
    struct Number {
        std::uint32_t number;
        bool added; ///< it is a new one
    };

    /// `text` must outlive the index, or the next use of it.
    Number add(std::string_view text) {
        if ((texts_.size() + 1) * 2 > slots_.size()) grow();
        const std::uint32_t hash = hashOf(text);
        std::uint32_t& slot = slots_[placeOf(text, hash)];
        if (slot != 0) return {slot - 1, false};
        texts_.push_back(text);
        hashes_.push_back(hash);
        slot = static_cast<std::uint32_t>(texts_.size());
        return {slot - 1, true};
    }

    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const {
        if (slots_.empty()) return std::nullopt;
        const std::uint32_t slot = slots_[placeOf(text, hashOf(text))];
        return slot == 0 ? std::nullopt : std::optional(slot - 1);
    }

    [[nodiscard]] std::size_t size() const { return texts_.size(); }

  private:
    static constexpr std::size_t fewestSlots = 64; // a power of two, as all larger ones

    static std::uint32_t hashOf(std::string_view text) {
        constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
        std::uint64_t hash = text.size() * odd;
        const auto mix = [&hash](const char* bytes, std::size_t count) {
            std::uint64_t part = 0;
            std::memcpy(&part, bytes, count);
            hash = (hash ^ part) * odd;
            hash ^= hash >> 32U;
        };
        std::size_t at = 0;
        for (; at + sizeof hash <= text.size(); at += sizeof hash)
            mix(text.data() + at, sizeof hash);
        if (at < text.size()) mix(text.data() + at, text.size() - at);
        return static_cast<std::uint32_t>(hash);
    }

    /// The slot that has the text, or the free one where it belongs.
    [[nodiscard]] std::size_t placeOf(std::string_view text, std::uint32_t hash) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t place = hash & mask;
        while (slots_[place] != 0 && texts_[slots_[place] - 1] != text)
            place = (place + 1) & mask;
        return place;
    }

    void grow() {
        slots_.assign(slots_.empty() ? fewestSlots : slots_.size() * 2, 0);
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            std::size_t place = hashes_[i] & mask;
            while (slots_[place] != 0) // all are different
                place = (place + 1) & mask;
            slots_[place] = static_cast<std::uint32_t>(i + 1);
        }
    }

    std::vector<std::string_view> texts_;
    std::vector<std::uint32_t> hashes_; ///< of the texts
    std::vector<std::uint32_t> slots_;  ///< at most half full; a number and one, 0 for none
};

} // namespace base
