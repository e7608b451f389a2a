// Sixteen bytes of a text, looked at together; and the ends of lines, found in this way.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace base {

/// Each question is answered by a number whose bit n is about the n-th byte. Where the processor has no such
/// instructions that are known here, a loop answers, which compilers make the best of.
class Sixteen {
  public:
    static constexpr std::size_t size = 16;

    /// So many bytes are there.
    explicit Sixteen(const char* bytes) { std::memcpy(&bytes_, bytes, size); }

    /// Those that are `c`.
    [[nodiscard]] std::uint32_t where(char c) const {
#ifdef __SSE2__
        return mask(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c)));
#else
        return whereEach([c](std::size_t, char byte) { return byte == c; });
#endif
    }

    /// Those from `low` to `high`, both ASCII; capital letters count as small ones where `low` is a small
    /// letter.
    template <char low, char high>
    [[nodiscard]] std::uint32_t whereIn() const {
        static_assert('\0' <= low && low <= high);
        constexpr char folded = low >= 'a' ? ' ' : '\0'; // the bit between the cases
#ifdef __SSE2__
        const __m128i above = _mm_sub_epi8(_mm_or_si128(bytes_, _mm_set1_epi8(folded)), _mm_set1_epi8(low));
        return mask(_mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(high - low)), above));
#else
        return whereEach([](std::size_t, char byte) {
            const auto small = static_cast<char>(byte | folded);
            return small >= low && small <= high;
        });
#endif
    }

    /// Those that are not the same in `other`.
    [[nodiscard]] std::uint32_t whereNot(const Sixteen& other) const {
        constexpr std::uint32_t all = 0xFFFF;
#ifdef __SSE2__
        return mask(_mm_cmpeq_epi8(bytes_, other.bytes_)) ^ all;
#else
        return whereEach([&other](std::size_t at, char byte) { return byte == other.bytes_[at]; }) ^ all;
#endif
    }

  private:
#ifdef __SSE2__
    static std::uint32_t mask(__m128i bytes) {
        return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes));
    }

    __m128i bytes_;
#else
    template <typename Is>
    std::uint32_t whereEach(Is is) const {
        std::uint32_t found = 0;
        for (std::size_t at = 0; at < size; ++at)
            found |= std::uint32_t{is(at, bytes_[at])} << at;
        return found;
    }

    std::array<char, size> bytes_;
#endif
};

/// The same question of sixty-four bytes at `bytes`: which of them are `c`. That many are looked at together
/// where it cannot be guessed how far to look, since a wrong guess of the processor costs as much as this.
constexpr std::size_t sixtyFour = 4 * Sixteen::size;
[[nodiscard]] inline std::uint64_t whereInSixtyFour(const char* bytes, char c) {
    const auto part = [bytes, c](std::size_t number) {
        const std::size_t at = number * Sixteen::size;
        return std::uint64_t{Sixteen(bytes + at).where(c)} << at;
    };
    return (part(0) | part(1)) | (part(2) | part(3));
}

/// Where the first '\n' at or behind `from` is, or the text's size. Most lines are so short that a call of
/// memchr for each would cost more than all else that is done with them.
[[nodiscard]] inline std::size_t lineEnd(std::string_view text, std::size_t from) {
    if (from + sixtyFour <= text.size()) {
        const std::uint64_t ends = whereInSixtyFour(text.data() + from, '\n');
        if (ends != 0) return from + static_cast<std::size_t>(std::countr_zero(ends));
        from += sixtyFour;
    }
    const std::size_t whole = text.size() < Sixteen::size ? 0 : text.size() - Sixteen::size + 1;
    for (; from < whole; from += Sixteen::size) {
        const std::uint32_t ends = Sixteen(text.data() + from).where('\n');
        if (ends != 0) return from + static_cast<std::size_t>(std::countr_zero(ends));
    }
    while (from < text.size() && text[from] != '\n')
        ++from;
    return from;
}

} // namespace base
