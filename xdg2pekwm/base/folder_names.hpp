// The names in an open folder.
#pragma once

#include "base/input_log.hpp"
#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <cerrno>
#include <cstddef>
#include <dirent.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

struct FolderEntry {
    std::string name;
    std::optional<FileKind> kind; ///< as the folder tells it; nothing where only a stat can say
};

/// What the type in a `dirent` says.
[[nodiscard]] inline std::optional<FileKind> kindOfDirent(unsigned char type) {
    switch (type) {
    case DT_REG:
        return FileKind::regular;
    case DT_DIR:
        return FileKind::directory;
    case DT_LNK:
    case DT_UNKNOWN:
        return std::nullopt;
    default:
        return FileKind::other;
    }
}

/// Calls `visit(name, kind)` for all names in a folder but the two that every folder has, unsorted. Fails
/// where the folder cannot be listed to its end.
template <typename Visit>
Result<void> listNames(const UniqueFd& fd, const Visit& visit) {
    // Large folders hold thousands of names: fewer, larger reads. From 128 KiB on, the C library would map
    // and unmap the memory each time.
    constexpr std::size_t bufferSize = std::size_t{120} * 1024;
    const auto buffer = std::make_unique_for_overwrite<std::byte[]>(bufferSize);
    for (;;) {
        const ssize_t got = ::getdents64(fd.get(), buffer.get(), bufferSize);
        // ENOENT: the folder was deleted meanwhile.
        if (got == 0 || (got < 0 && errno == ENOENT)) return {};
        if (got < 0) return failErrno("cannot be listed", errno);
        const std::byte* at = buffer.get();
        const std::byte* const end = at + got;
        while (at < end) {
            const auto* entry = reinterpret_cast<const dirent64*>(at);
            at += entry->d_reclen;
            const std::string_view name = static_cast<const char*>(entry->d_name);
            if (name != "." && name != "..") visit(name, kindOfDirent(entry->d_type));
        }
    }
}

/// Sorts by the bytes of the names.
void sortByName(std::vector<FolderEntry>& entries);

} // namespace base
