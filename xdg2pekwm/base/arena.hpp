// Memory for many small texts that are all given back together.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace base {

/// Gives out pieces of large blocks. A piece stays where it is as long as the arena lives, also when that is
/// moved.
class Arena {
  public:
    /// A copy of `text`, with a NUL behind it.
    [[nodiscard]] std::string_view keep(std::string_view text) {
        char* const copy = static_cast<char*>(allocate(text.size() + 1, 1));
        std::copy(text.begin(), text.end(), copy);
        copy[text.size()] = '\0';
        return {copy, text.size()};
    }

    /// So many values that are as good as new. Nothing is ever destroyed.
    template <typename T>
    [[nodiscard]] std::span<T> make(std::size_t count) {
        static_assert(std::is_trivially_destructible_v<T>);
        if (count == 0) return {};
        T* const first = static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
        std::uninitialized_value_construct_n(first, count);
        return {first, count};
    }

    /// A copy of `items`.
    template <typename T>
    [[nodiscard]] std::span<const T> keep(const std::vector<T>& items) {
        const std::span<T> copy = make<T>(items.size());
        std::copy(items.begin(), items.end(), copy.begin());
        return copy;
    }

    /// Bytes that were given out, and those between them.
    [[nodiscard]] std::size_t size() const { return full_ + used_; }

  private:
    void* allocate(std::size_t size, std::size_t alignment) {
        const std::size_t skip = (0 - used_) & (alignment - 1); // alignments are powers of two
        if (skip + size > room_ - used_) return startBlock(size);
        void* const piece = block_ + used_ + skip;
        used_ += skip + size;
        return piece;
    }

    /// The first blocks are each much larger than the one before: whoever needs little takes little.
    void* startBlock(std::size_t size) {
        full_ += used_;
        room_ = std::max(size, nextSize(room_));
        used_ = size;
        block_ = blocks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(room_)).get();
        return block_;
    }
    static std::size_t nextSize(std::size_t size);

    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::byte* block_ = nullptr; ///< the last one
    std::size_t room_ = 0;       ///< in it
    std::size_t used_ = 0;
    std::size_t full_ = 0; ///< the same of all blocks before
};

} // namespace base
