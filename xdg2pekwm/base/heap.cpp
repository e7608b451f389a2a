#include "base/heap.hpp"

#include <cstdint>
#include <cstdlib>
#include <limits>
#include <malloc.h>
#include <sys/mman.h>

namespace base {

namespace {

constexpr std::uintptr_t largePage = std::uintptr_t{2} << 20U;
constexpr std::uintptr_t smallPage = 4096;

} // namespace

void expectWrites([[maybe_unused]] void* start, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_POPULATE_WRITE // since Linux 5.14
    const std::size_t before = reinterpret_cast<std::uintptr_t>(start) % smallPage;
    ::madvise(static_cast<std::byte*>(start) - before, bytes + before, MADV_POPULATE_WRITE);
#endif
}

void expectHeap([[maybe_unused]] std::size_t bytes) {
#ifdef M_TRIM_THRESHOLD
    // The C library has to keep what it is given back here, and to take large pieces from it, too; a heap of
    // its own for each thread would have none of this.
    ::mallopt(M_ARENA_MAX, 1);
    ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    ::mallopt(M_MMAP_THRESHOLD, static_cast<int>(16 * largePage));
    void* const room = std::malloc(bytes);
    if (room == nullptr) return;
    const auto start = reinterpret_cast<std::uintptr_t>(room) + largePage - 1;
    const std::uintptr_t first = start - start % largePage;
    const std::uintptr_t end = reinterpret_cast<std::uintptr_t>(room) + bytes;
    if (first + largePage <= end)
        ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE); // NOLINT: an address it is
    else
        expectWrites(room, bytes);
    std::free(room);
#endif
}

} // namespace base
