// The ends of a text's lines, one after another.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace base {

/// Looks at 64 bytes at once and remembers which of them end a line: where lines are short, a call of memchr
/// for each would cost more than all else that is done with them.
class LineEnds {
  public:
    /// `text` must outlive this.
    explicit LineEnds(std::string_view text) : text_(text) {}

    /// Where the first '\n' at or behind `from` is, or the text's size. Asked in ascending order.
    [[nodiscard]] std::size_t next(std::size_t from) {
#ifdef __SSE2__
        for (;;) {
            if (from < block_ + blockSize) {
                const std::uint64_t left = ends_ >> (from - block_);
                if (left != 0) return from + static_cast<std::size_t>(std::countr_zero(left));
                from = block_ + blockSize;
            }
            if (text_.size() < from + blockSize) break;
            load(from);
        }
#endif
        if (from >= text_.size()) return text_.size();
        const void* end = std::memchr(text_.data() + from, '\n', text_.size() - from);
        return end == nullptr ? text_.size()
                              : static_cast<std::size_t>(static_cast<const char*>(end) - text_.data());
    }

  private:
#ifdef __SSE2__
    static constexpr std::size_t blockSize = 64;

    void load(std::size_t at) {
        const auto sixteen = [&](std::size_t part) {
            __m128i bytes;
            std::memcpy(&bytes, text_.data() + at + part * 16, sizeof bytes);
            const int ends = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
            return static_cast<std::uint64_t>(static_cast<unsigned>(ends)) << (part * 16);
        };
        block_ = at;
        ends_ = sixteen(0) | sixteen(1) | sixteen(2) | sixteen(3);
    }

    std::uint64_t ends_ = 0; ///< bit n: the n-th byte of the block is a '\n'
    std::size_t block_ = static_cast<std::size_t>(0) - blockSize; ///< none yet: ends where the text begins
#endif
    std::string_view text_;
};

} // namespace base
