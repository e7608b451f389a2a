#include "base/arena.hpp"

#include <algorithm>

namespace base {

std::size_t Arena::nextSize(std::size_t size) {
    constexpr std::size_t firstBlock = std::size_t{16} * 1024;
    constexpr std::size_t largestBlock = 16 * firstBlock;
    return size == 0 ? firstBlock : std::min(4 * size, largestBlock);
}

} // namespace base
