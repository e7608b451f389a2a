// The ends of a text's lines, one after another.
#pragma once

#include "base/sixteen.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace base {

/// Looks at 64 bytes at once and notes some ends ahead: where lines are short, a call of memchr for each would
/// cost more than all else that is done with them.
class LineEnds {
  public:
    /// `text` must outlive this.
    explicit LineEnds(std::string_view text) : text_(text) {}

    /// Where the line ends that begins behind the last end taken: at a '\n', or at the text's end.
    [[nodiscard]] std::size_t peek() {
        if (taken_ == found_) lookAhead();
        return ends_[taken_];
    }
    /// The same, and takes it. The text's end can be taken again and again.
    [[nodiscard]] std::size_t next() {
        const std::size_t end = peek();
        ++taken_;
        return end;
    }

  private:
    static constexpr std::size_t blockSize = 4 * Sixteen::size;
    static constexpr std::size_t most = 2 * blockSize; ///< ends that are noted ahead

    void lookAhead() {
        taken_ = found_ = 0;
        for (; looked_ + blockSize <= text_.size(); looked_ += blockSize) {
            if (found_ > most - blockSize) return;
            lookAt(text_.data() + looked_);
        }
        if (found_ != 0) return;
        if (looked_ < text_.size()) {
            std::array<char, blockSize> rest{};
            text_.copy(rest.data(), blockSize, looked_);
            lookAt(rest.data());
            looked_ = text_.size();
        }
        ends_[found_++] = text_.size();
    }

    void lookAt(const char* block) {
        std::uint64_t where = 0;
        for (std::size_t part = 0; part < blockSize; part += Sixteen::size)
            where |= std::uint64_t{Sixteen(block + part).where('\n')} << part;
        std::size_t found = found_;
        for (; where != 0; where &= where - 1)
            ends_[found++] = looked_ + static_cast<std::size_t>(std::countr_zero(where));
        found_ = found;
    }

    std::string_view text_;
    std::size_t looked_ = 0; ///< bytes
    std::size_t taken_ = 0;
    std::size_t found_ = 0;
    std::array<std::size_t, most + 1> ends_; ///< those that were found; the last may be the text's
};

} // namespace base
