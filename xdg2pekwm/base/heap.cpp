#include "base/heap.hpp"

#include <cstdint>
#include <cstdlib>
#include <limits>
#include <malloc.h>
#include <sys/mman.h>

namespace base {

namespace {

constexpr std::uintptr_t largePage = std::uintptr_t{2} << 20U;

} // namespace

void expectHeap(std::size_t bytes) {
#ifdef M_TRIM_THRESHOLD
    // The C library has to keep what it is given back here, and to take large pieces from it, too.
    ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    ::mallopt(M_MMAP_THRESHOLD, static_cast<int>(16 * largePage));
    void* const room = std::malloc(bytes);
    const auto start = reinterpret_cast<std::uintptr_t>(room) + largePage - 1;
    const std::uintptr_t first = start - start % largePage;
    const std::uintptr_t end = reinterpret_cast<std::uintptr_t>(room) + bytes;
    if (room != nullptr && first + largePage <= end)
        ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE); // NOLINT: an address it is
    std::free(room);
#else
    static_cast<void>(bytes);
#endif
}

} // namespace base
