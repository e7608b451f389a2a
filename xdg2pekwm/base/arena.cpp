#include "base/arena.hpp"

#include <new>
#include <sys/mman.h>

namespace base {

namespace {

constexpr std::size_t firstBlock = std::size_t{16} * 1024;
constexpr std::size_t lastSmallBlock = 16 * firstBlock;
constexpr std::size_t largePage = std::size_t{2} << 20U;
constexpr std::size_t smallPage = 4096;

} // namespace

std::size_t Arena::nextSize(std::size_t size) {
    if (size == 0) return firstBlock;
    return size < lastSmallBlock ? 4 * size : largePage;
}

/// The first touch of a page costs more than most pages are used for. A block of the size of a large page is
/// made of one where the system has them: one first touch instead of five hundred.
Arena::Block Arena::makeBlock(std::size_t size) {
    const bool large = size == largePage;
    const std::size_t whole = (size + smallPage - 1) / smallPage * smallPage;
    Block block(static_cast<std::byte*>(std::aligned_alloc(large ? largePage : smallPage, whole)));
    if (!block) throw std::bad_alloc();
    if (large) ::madvise(block.get(), size, MADV_HUGEPAGE); // where that fails, small pages do as well
    return block;
}

} // namespace base
