// Memory for many small texts that are all given back together.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
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

    /// A copy of `items`.
    template <typename T>
    [[nodiscard]] std::span<const T> keep(std::span<const T> items) {
        static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
        if (items.empty()) return {};
        void* const copy = allocate(items.size_bytes(), alignof(T));
        std::memcpy(copy, items.data(), items.size_bytes());
        return {static_cast<const T*>(copy), items.size()};
    }

  private:
    static constexpr std::size_t blockSize = std::size_t{64} * 1024;

    void* allocate(std::size_t size, std::size_t alignment) {
        const std::size_t skip = (alignment - used_ % alignment) % alignment;
        if (skip + size > room_ - used_) return startBlock(size);
        void* const piece = blocks_.back().get() + used_ + skip;
        used_ += skip + size;
        return piece;
    }

    void* startBlock(std::size_t size) {
        room_ = std::max(size, blockSize);
        used_ = size;
        return blocks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(room_)).get();
    }

    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::size_t room_ = 0; ///< of the last block
    std::size_t used_ = 0;
};

} // namespace base
