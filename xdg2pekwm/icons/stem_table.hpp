// Which images there are, by their names without the ending: a hash table for many thousand short names.
#pragma once

#include "icons/image_names.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace icons {

/// For each stem the first place that has it, and with which endings. A place is a number of the caller's;
/// they are added in the order in which they are preferred, one after the other.
class StemTable {
  public:
    struct Found {
        std::uint32_t place;
        EndingSet endings;
    };

    void add(std::string_view stem, int ending, std::uint32_t place);
    /// Null where no place has the stem. Valid until the next add().
    [[nodiscard]] const Found* find(std::string_view stem) const;

  private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t start = 0;
        std::uint16_t length = 0; ///< 0: the slot is free
        Found found{};
    };
    [[nodiscard]] std::size_t slotOf(std::string_view stem, std::uint32_t hash) const;
    void grow();

    std::string names_; ///< all stems, one behind the other
    std::vector<Slot> slots_;
    std::size_t used_ = 0;
};

} // namespace icons
