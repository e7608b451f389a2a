// Values as bytes, in this machine's own order: what is kept is read by the machine that wrote it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace cache {

/// Puts numbers and texts one behind the other.
class ByteWriter {
  public:
    /// Room for so many bytes.
    void reserve(std::size_t size) { out_.reserve(size); }
    void number(std::uint64_t value) {
        char bytes[sizeof value];
        std::memcpy(bytes, &value, sizeof value);
        out_.append(bytes, sizeof value);
    }
    void number(std::int64_t value) { number(static_cast<std::uint64_t>(value)); }
    /// One behind the other, as `number` would write them.
    template <std::size_t Count>
    void numbers(const std::array<std::uint64_t, Count>& values) {
        char bytes[sizeof values];
        std::memcpy(bytes, values.data(), sizeof values);
        out_.append(bytes, sizeof values);
    }
    /// With a NUL behind it, so that a system call can take it as it lies there.
    void text(std::string_view value) {
        number(std::uint64_t{value.size()});
        out_ += value;
        out_ += '\0';
    }
    /// What is written until `endPart` is one part, that `ByteReader::part` gives or skips as a whole.
    [[nodiscard]] std::size_t startPart() {
        number(std::uint64_t{0});
        return out_.size();
    }
    /// `start`: what startPart() returned.
    void endPart(std::size_t start) {
        const std::uint64_t size = out_.size() - start;
        std::memcpy(out_.data() + start - sizeof size, &size, sizeof size);
    }
    [[nodiscard]] const std::string& bytes() const { return out_; }
    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

/// Reads what a ByteWriter wrote. Bytes that are no such thing give zeros and empty texts, and `isGood` is
/// false from then on.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

    [[nodiscard]] std::uint64_t number() {
        std::uint64_t value = 0;
        if (!has(sizeof value)) return 0;
        std::memcpy(&value, rest_.data(), sizeof value);
        rest_.remove_prefix(sizeof value);
        return value;
    }
    [[nodiscard]] std::int64_t signedNumber() { return static_cast<std::int64_t>(number()); }
    /// How many things of at least `smallest` bytes follow.
    [[nodiscard]] std::uint64_t count(std::size_t smallest) {
        const std::uint64_t value = number();
        if (value <= rest_.size() / smallest) return value;
        good_ = false;
        return 0;
    }
    /// A NUL is behind it.
    [[nodiscard]] std::string_view text() {
        const std::uint64_t size = number();
        if (size >= rest_.size() || rest_[size] != '\0') good_ = false;
        if (!good_) return ""; // the NUL is behind this, too
        const std::string_view value = rest_.substr(0, size);
        rest_.remove_prefix(size + 1);
        return value;
    }
    /// Empty where there is none.
    [[nodiscard]] ByteReader part() {
        const std::uint64_t size = number();
        if (!has(size)) return ByteReader({});
        const ByteReader inner(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return inner;
    }
    [[nodiscard]] bool isGood() const { return good_; }
    [[nodiscard]] bool atEnd() const { return rest_.empty(); }
    [[nodiscard]] std::string_view rest() const { return rest_; }

  private:
    bool has(std::uint64_t size) {
        good_ = good_ && rest_.size() >= size;
        return good_;
    }

    std::string_view rest_;
    bool good_ = true;
};

/// A number that another text hardly ever has; for telling what is damaged, not for keeping out whoever wants
/// in.
[[nodiscard]] inline std::uint64_t checksum(std::string_view bytes) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    std::uint64_t sum = bytes.size() * odd;
    const auto mix = [&](std::uint64_t part) {
        sum = (sum ^ part) * odd;
        sum ^= sum >> 29U;
    };
    std::size_t at = 0;
    for (; at + sizeof(std::uint64_t) <= bytes.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t part = 0;
        std::memcpy(&part, bytes.data() + at, sizeof part);
        mix(part);
    }
    std::uint64_t part = 0;
    if (at < bytes.size()) std::memcpy(&part, bytes.data() + at, bytes.size() - at);
    mix(part);
    return sum;
}

} // namespace cache
