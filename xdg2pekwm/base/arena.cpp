#include "base/arena.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace base {

namespace {

constexpr std::size_t firstBlock = std::size_t{16} * 1024;
constexpr std::size_t largestBlock = 16 * firstBlock;
constexpr std::size_t page = 4096;

} // namespace

std::size_t Arena::nextSize(std::size_t size) {
    return size == 0 ? firstBlock : std::min(4 * size, largestBlock);
}

Arena::Block Arena::makeBlock(std::size_t size) {
    const std::size_t whole = (size + page - 1) / page * page;
    Block block(static_cast<std::byte*>(std::aligned_alloc(page, whole)));
    if (!block) throw std::bad_alloc();
    // A block for one huge text is not ours to judge.
    if (size <= largestBlock) expectWrites(block.get(), whole);
    return block;
}

} // namespace base
