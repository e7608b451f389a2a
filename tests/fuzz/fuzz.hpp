// What fuzz targets share: a property that must hold, and an input in several parts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace fuzz {

/// Ends the program where a property does not hold: libFuzzer keeps the input, the replay names its file.
inline void require(bool holds, std::string_view what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
    std::abort();
}

[[nodiscard]] inline std::string_view textOf(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size}; // NOLINT: libFuzzer's interface
}

/// Parts of an input that are parted by the byte 0x1F, a separator that people and editors can see.
class Parts {
  public:
    explicit Parts(std::string_view input) : rest_(input) {}

    [[nodiscard]] bool atEnd() const { return ended_; }
    /// The next part; empty behind the last one.
    [[nodiscard]] std::string_view next() {
        const std::size_t end = rest_.find('\x1F');
        const std::string_view part = rest_.substr(0, end);
        ended_ = end == std::string_view::npos;
        rest_ = ended_ ? std::string_view() : rest_.substr(end + 1);
        return part;
    }

  private:
    std::string_view rest_;
    bool ended_ = false;
};

} // namespace fuzz
