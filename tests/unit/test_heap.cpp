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

/// As much as a tree of thousands of files needs, in pieces as small as theirs; then whether it lies where it
/// should.
bool fillsLargePages() {
    constexpr std::size_t piece = 200;
    constexpr std::size_t pieces = 40'000;
    constexpr long twoLargePages = 4096; // kB; of four: one is begun by others, one is not full
    base::LargePages pages;
    pages.expect(piece * pieces / 4);
    pages.expect(piece * pieces);
    std::vector<std::unique_ptr<char[]>> all;
    for (std::size_t i = 0; i < pieces; ++i)
        std::fill_n(all.emplace_back(std::make_unique_for_overwrite<char[]>(piece)).get(), piece, 'x');
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
    CHECK(support::holdsInChild(fillsLargePages));
}
