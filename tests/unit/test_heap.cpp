#include "base/heap.hpp"
#include "base/sanitizer.hpp"

#include "support/child_process.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <vector>

// The linker's names for the program's code.
extern "C" {
extern const char __executable_start; // NOLINT
extern const char etext;
}

namespace {

/// Of this process, in kB.
long inLargePages() {
    const std::string memory = support::contentOf("/proc/self/smaps_rollup");
    const std::size_t at = memory.find("AnonHugePages:");
    return at == std::string::npos ? 0 : std::atol(memory.c_str() + at + sizeof "AnonHugePages:");
}

constexpr std::size_t piece = 200;
constexpr std::size_t pieces = 40'000;
constexpr std::size_t largePage = std::size_t{2} << 20U;
constexpr long twoLargePages = 4096; // kB; of four: one is begun by others, one is not full

/// As much as a tree of thousands of files needs, in pieces as small as theirs; then whether it lies where it
/// should.
bool fillsLargePages() {
    base::LargePages pages;
    pages.expect(piece * pieces / 4);
    pages.expect(piece * pieces);
    std::vector<std::unique_ptr<char[]>> all;
    for (std::size_t i = 0; i < pieces; ++i)
        std::fill_n(all.emplace_back(std::make_unique_for_overwrite<char[]>(piece)).get(), piece, 'x');
    return inLargePages() >= twoLargePages;
}

/// Whether the system has large pages to give now: while others build, its memory may be in pieces.
bool hasLargePages() {
    const std::size_t bytes = piece * pieces + largePage;
    void* const room = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) return false;
    ::madvise(room, bytes, MADV_HUGEPAGE);
    std::fill_n(static_cast<char*>(room), bytes, 'x');
    return inLargePages() >= twoLargePages;
}

constexpr std::size_t smallPage = 4096;
constexpr long fewFaults = 3; // of the call itself, and of what asks

long faultsSoFar() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

/// How many pages had to be fetched for a deep call. It is no deeper than what is expected.
[[gnu::noinline]] long faultsOfDeepCall() {
    const long before = faultsSoFar();
    std::array<volatile char, std::size_t{28} * 1024> deep;
    for (std::size_t i = deep.size(); i >= smallPage; i -= smallPage)
        deep[i - 1] = 'x';
    return faultsSoFar() - before;
}

/// The same for a look at all of the program's code.
long faultsOfCode() {
    const long before = faultsSoFar();
    for (const volatile char* at = &__executable_start; at < &etext; at += smallPage)
        (void)*at;
    return faultsSoFar() - before;
}

/// Since Linux 5.14, and not where valgrind stands in its place.
bool fetchesPagesTogether() {
#ifdef MADV_POPULATE_WRITE
    void* const room = ::mmap(nullptr, smallPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return room != MAP_FAILED && ::madvise(room, smallPage, MADV_POPULATE_WRITE) == 0;
#else
    return false;
#endif
}

} // namespace

TEST_CASE("heap: what every run touches is there at once") {
    if (base::shadowMemory || !fetchesPagesTogether()) {
        MESSAGE("pages come one by one here");
        return;
    }
    // In a process of its own, which has to fetch anew what this one has.
    CHECK(support::holdsInChild([] { return faultsOfDeepCall() > fewFaults; }));
    CHECK(support::holdsInChild([] { return faultsOfCode() > fewFaults; }));
    CHECK(support::holdsInChild([] {
        base::expectStack();
        return faultsOfDeepCall() <= fewFaults;
    }));
    CHECK(support::holdsInChild([] {
        base::expectRun();
        return faultsOfCode() <= fewFaults && faultsOfDeepCall() <= fewFaults;
    }));
}

TEST_CASE("heap: what is expected to be much lies in large pages") {
    const std::string setting = support::contentOf("/sys/kernel/mm/transparent_hugepage/enabled");
    if (base::shadowMemory || setting.empty() || setting.find("[never]") != std::string::npos) {
        MESSAGE("no large pages here, or another heap than the C library's");
        return;
    }
    // In a process of its own: how the heap grows is the whole process's matter.
    bool fills = false;
    for (int tries = 0; tries < 5 && !fills; ++tries) {
        fills = support::holdsInChild(fillsLargePages);
        if (!fills && !support::holdsInChild(hasLargePages)) {
            MESSAGE("the system has no large pages to give at the moment");
            return;
        }
    }
    CHECK(fills);
}
