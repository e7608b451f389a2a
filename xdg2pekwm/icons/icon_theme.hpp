// One icon theme as its index.theme describes it (Icon Theme Specification 0.13, "File Formats").
#pragma once

#include "base/diagnostics.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace icons {

/// Bytes of an index.theme; the largest known has some hundred thousand.
inline constexpr std::size_t largestIndex = std::size_t{4} << 20U;

enum class DirectoryType : std::uint8_t { fixed, scalable, threshold };

/// One of a theme's directories. Sizes are nominal: in pixels before the scale is applied.
struct IconDirectory {
    std::string path; ///< below the theme's folder; never absolute, never with `..`
    int size = 0;
    int scale = 1;
    DirectoryType type = DirectoryType::threshold;
    int minimum = 0;   ///< MinSize: smallest size of a scalable directory
    int maximum = 0;   ///< MaxSize
    int threshold = 2; ///< how far the wanted size may be from `size` in a threshold directory

    bool operator==(const IconDirectory&) const = default;
};

struct IconTheme {
    std::vector<IconDirectory> directories; ///< Directories, then ScaledDirectories, as listed
    std::vector<std::string> inherits;      ///< parents' folder names, as listed
    bool hidden = false;                    ///< not offered to users
};

/// Reads the text of an index.theme; `path` only names it in messages. A directory that is broken (no
/// group, no size, a path that leads out of the theme) is left out and reported; nothing is fatal.
[[nodiscard]] IconTheme parseIconTheme(std::string_view text, std::string_view path,
                                       base::Diagnostics& diagnostics);

/// Whether icons of the directory may be used for the wanted size as they are: the specification's
/// DirectoryMatchesSize.
[[nodiscard]] bool matchesSize(const IconDirectory& directory, int size, int scale);

/// How many device pixels its icons are off the wanted size: DirectorySizeDistance. The specification's
/// text measures a threshold directory from MinSize and MaxSize, which only scalable ones have; both
/// default to Size, and so Size is taken.
[[nodiscard]] int sizeDistance(const IconDirectory& directory, int size, int scale);

/// The order in which the specification searches a theme's directories, as indexes into them: those that
/// match, as listed, then the others from the closest size on. Best first, each once.
[[nodiscard]] std::vector<std::uint32_t> searchOrder(const IconTheme& theme, int size, int scale);

} // namespace icons
