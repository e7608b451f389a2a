#include "base/mapped_file.hpp"

#include <sys/mman.h>
#include <utility>

namespace base {

MappedFile::MappedFile(MappedFile&& other) noexcept
    : start_(std::exchange(other.start_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    if (this != &other) {
        reset();
        start_ = std::exchange(other.start_, nullptr);
        size_ = std::exchange(other.size_, 0);
    }
    return *this;
}

void MappedFile::reset() {
    if (start_ != nullptr) ::munmap(start_, size_);
    start_ = nullptr;
    size_ = 0;
}

} // namespace base
