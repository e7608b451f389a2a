#include "base/heap.hpp"

#include "base/sanitizer.hpp"

#include <cstdint>
#include <limits>
#include <malloc.h>
#include <sys/mman.h>

namespace base {

namespace {

constexpr std::uintptr_t largePage = std::uintptr_t{2} << 20U;
constexpr std::uintptr_t smallPage = 4096;

// The C library writes a word behind what it gives out. Where that lies within the next large page, this one
// stays small. What is asked for later finds half of this still there, and so the heap large enough.
constexpr std::size_t farAway = 16 * largePage;

std::uintptr_t addressOf(const void* start) {
    return reinterpret_cast<std::uintptr_t>(start);
}

std::uintptr_t upToLargePage(std::uintptr_t address) {
    return (address + largePage - 1) / largePage * largePage;
}

/// Has the C library keep what it is given back, and take large pieces from the heap, too. Whether it can be
/// told.
bool keepHeap() {
#ifdef M_TRIM_THRESHOLD
    ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    ::mallopt(M_MMAP_MAX, 0);
    return true;
#else
    return false;
#endif
}

} // namespace

void expectWrites([[maybe_unused]] void* start, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_POPULATE_WRITE // since Linux 5.14
    const std::size_t before = addressOf(start) % smallPage;
    ::madvise(static_cast<std::byte*>(start) - before, bytes + before, MADV_POPULATE_WRITE);
#endif
}

void shareHeap() {
#ifdef M_ARENA_MAX
    ::mallopt(M_ARENA_MAX, 1);
#endif
}

void giveBackHeap() {
#ifdef M_TRIM_THRESHOLD
    ::malloc_trim(0);
#endif
}

void LargePages::expect(std::size_t bytes) {
    if (shadowMemory || !keepHeap()) return; // a sanitizer has a heap of its own
    auto* const room = static_cast<std::byte*>(std::malloc(bytes + (gap_ ? farAway / 2 : farAway)));
    if (room == nullptr) return;
    const std::uintptr_t start = addressOf(room);
    const std::uintptr_t first = upToLargePage(start);
    const std::uintptr_t from = gap_ ? start : first;
    const std::uintptr_t end = upToLargePage(from + bytes);
    if (end > first) ::madvise(room + (first - start), end - first, MADV_HUGEPAGE);
    expectWrites(room + (from - start), bytes);
    std::free(room);
    if (!gap_) gap_.reset(std::malloc(first - start + sizeof(std::size_t)));
}

} // namespace base
