// The icon-theme.cache that gtk-update-icon-cache leaves in a theme's folder: which icon is in which of the
// theme's directories, in a hash table that is used where it lies.
#pragma once

#include "base/result.hpp"
#include "icons/image_names.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace icons {

/// The format, all numbers big endian: version 1.0 (two 16-bit numbers), the offsets of the hash table and
/// of the list of directories; the table is a count and so many offsets of chains, a chain's link is the
/// offsets of the next link, of the name and of the list of images, an image is a directory's number (16
/// bit), flags (16 bit: 1 XPM, 2 SVG, 4 PNG) and an offset of more data that nobody needs.
///
/// The bytes are not trusted: each offset is checked when it is followed, and the work for one name has a
/// bound. What a damaged cache can do is to name files that do not exist, so a caller has to look.
class ThemeCache {
  public:
    struct Image {
        std::uint16_t directory; ///< index into directories()
        EndingSet endings;
    };

    ThemeCache() = default;
    /// Checks the head and the list of directories. `bytes` must outlive the result.
    [[nodiscard]] static base::Result<ThemeCache> read(std::string_view bytes);

    [[nodiscard]] const std::vector<std::string_view>& directories() const { return directories_; }
    /// Replaces `images` by where the icon `name` is; empty where it is nowhere. Fails where the chain leads
    /// out of the file or does not end.
    [[nodiscard]] base::Result<void> find(std::string_view name, std::vector<Image>& images) const;

  private:
    [[nodiscard]] bool fits(std::uint64_t offset, std::uint64_t size) const {
        return offset <= bytes_.size() && size <= bytes_.size() - offset;
    }
    // The caller has checked that the number fits.
    [[nodiscard]] std::uint32_t number32(std::uint64_t offset) const;
    [[nodiscard]] std::uint16_t number16(std::uint64_t offset) const;
    /// The text at `offset`; a text that does not end in the file is an error.
    [[nodiscard]] base::Result<std::string_view> text(std::uint64_t offset) const;

    std::string_view bytes_;
    std::uint64_t table_ = 0; ///< offset of the first chain's offset
    std::uint32_t buckets_ = 0;
    std::vector<std::string_view> directories_;
};

} // namespace icons
