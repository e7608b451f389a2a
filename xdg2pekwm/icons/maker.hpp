// From the files that the look-up found to the PNG files that a menu can show.
#pragma once

#include "base/diagnostics.hpp"
#include "base/text_index.hpp"
#include "icons/icon_store.hpp"
#include "icons/image_file.hpp"
#include "icons/raster_pool.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace icons {

struct MakerOptions {
    std::string cacheFolder;   ///< $XDG_CACHE_HOME/xdg2pekwm/icons; empty: nothing can be made
    int size = 16;             ///< width and height of the icon in pixels
    int gap = 0;               ///< transparent columns at its right: an icon is size + gap by size
    std::string helperProgram; ///< path of xdg2pekwm-icon
    std::chrono::milliseconds imageDeadline{5000}; ///< wall time for one image
    bool makeAnew = false; ///< whatever is in the cache: each icon is made again, and kept
};

/// Called first with 0 and after each icon: how many are made, of how many. Not called where all are there.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// Makes each icon once and keeps it. What one image costs at most, whatever is in it: 8 MB read, 2 s (up to
/// 3) of processor time, 5 s of wall time, 384 MB of address space, in another process. An image that cannot
/// be shown is reported, remembered, and tried again after a week. The diagnostics must outlive the maker.
class Maker {
  public:
    Maker(MakerOptions options, base::Diagnostics& diagnostics);

    /// For each source (with its path as the system has it; repeats cost nothing, in later calls too) the
    /// path of a PNG of the right size: the source itself where it is one already and the gap is 0, else one
    /// in the cache. Nothing where the source cannot be shown. The first call looks at the cache.
    [[nodiscard]] std::vector<std::optional<std::string>> prepare(std::vector<ImageFile> sources,
                                                                  const Progress& progress);

    /// Once all is asked for: prunes the cache once a day (see IconStore::prune).
    void tidyUp();

    /// False where an icon was not made for a reason that may pass: no helper, no room, no folder.
    [[nodiscard]] bool isComplete() const { return complete_; }
    /// Where the icons of this size lie; empty where none can be kept.
    [[nodiscard]] std::string folder() const;

  private:
    /// One source, however often it is asked for.
    struct Image {
        std::string source;
        std::string name;                ///< in the store; empty where there is no such file
        std::optional<std::string> icon; ///< the answer
        bool toMake = false;
    };

    std::uint32_t numberOf(ImageFile&& source);
    void open();
    void settle(Image& image);
    [[nodiscard]] bool isRight(const Image& image) const;
    void make(std::size_t first, const Progress& progress);
    void reportBad(const Image& image, const std::string& reason);

    MakerOptions options_;
    base::Diagnostics* diagnostics_;
    IconStore store_;
    std::deque<Image> images_; ///< all that were asked for
    base::TextIndex known_;    ///< their sources
    bool complete_ = true;
    bool pruning_ = false; ///< once all is asked for
};

} // namespace icons
