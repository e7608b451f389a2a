#include "base/heap.hpp"
#include "base/sanitizer.hpp"

#include "support/child_process.hpp"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <sys/mman.h>
#include <vector>

namespace {

std::string contentOf(const char* path) {
    std::ifstream file(path);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Of this process, in kB.
long inLargePages() {
    const std::string memory = contentOf("/proc/self/smaps_rollup");
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

} // namespace

TEST_CASE("heap: what is expected to be much lies in large pages") {
    const std::string setting = contentOf("/sys/kernel/mm/transparent_hugepage/enabled");
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
