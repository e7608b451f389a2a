// A file's bytes, read by the page and not copied.
#pragma once

#include <cstddef>
#include <string_view>

namespace base {

/// A private, read-only mapping that undoes itself. The bytes are data of whoever wrote the file: check
/// every offset in them. The file must not be cut short while it is mapped (a writer that renames a new file
/// into its place is safe): map only what is written that way.
class MappedFile {
  public:
    MappedFile() = default;
    /// Takes over `size` bytes that mmap() gave; `start` may be null where the file is empty.
    MappedFile(void* start, std::size_t size) : start_(start), size_(size) {}
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile() { reset(); }

    [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(start_), size_}; }
    void reset();

  private:
    void* start_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace base
