#include "base/heap.hpp"

#include "base/sanitizer.hpp"

#include <cstdint>
#include <limits>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

// Where the linker puts what is executed; weak, since not every linker says so.
extern "C" {
extern const std::byte __executable_start [[gnu::weak]]; // NOLINT: the linker's name
extern const std::byte etext [[gnu::weak]];
}

namespace base {

namespace {

constexpr std::uintptr_t largePage = std::uintptr_t{2} << 20U;
constexpr std::uintptr_t smallPage = 4096;

// What a run's deepest call needs: a path or two, and what the C library compares texts with.
constexpr std::size_t stackForRun = std::size_t{32} * 1024;
// That piece is no larger; what is, is something else.
constexpr std::uintptr_t firstHeap = std::uintptr_t{256} * 1024;

// The C library writes a word behind what it gives out. Where that lies within the next large page, this one
// stays small. What is asked for later finds half of this still there, and so the heap large enough.
constexpr std::size_t farAway = 16 * largePage;

std::uintptr_t addressOf(const void* start) {
    return reinterpret_cast<std::uintptr_t>(start);
}

std::uintptr_t upToLargePage(std::uintptr_t address) {
    return (address + largePage - 1) / largePage * largePage;
}

/// Gives the kernel's `advice` for whole pages, from that of `start` on to that of `start + bytes`.
void advise(std::uintptr_t start, std::size_t bytes, int advice) {
    const std::size_t before = start % smallPage;
    auto* const from = reinterpret_cast<void*>(start - before); // NOLINT: an address as a number
    ::madvise(from, bytes + before, advice);
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

/// Nearly all parts of it take part in a start.
void expectCode() {
#ifdef MADV_POPULATE_READ // since Linux 5.14
    const std::uintptr_t start = addressOf(&__executable_start);
    const std::uintptr_t end = addressOf(&etext);
    if (start != 0 && start < end) advise(start, end - start, MADV_POPULATE_READ);
#endif
}

/// What is left of the piece that the C library got from the system for whoever asked first.
void expectFirstHeap() {
    void* const next = std::malloc(1);
    const std::uintptr_t start = addressOf(next);
    const std::uintptr_t end = addressOf(::sbrk(0));
    if (start != 0 && start < end && end - start <= firstHeap) expectWrites(next, end - start);
    std::free(next);
}

} // namespace

void expectWrites([[maybe_unused]] void* start, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_POPULATE_WRITE // since Linux 5.14
    advise(addressOf(start), bytes, MADV_POPULATE_WRITE);
#endif
}

void expectRun() {
    if (shadowMemory) return;
    expectCode();
    expectFirstHeap();
    expectStack();
}

void expectStack() {
    if (shadowMemory) return;
    auto* const here = static_cast<std::byte*>(__builtin_frame_address(0));
    expectWrites(here - stackForRun, stackForRun);
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
