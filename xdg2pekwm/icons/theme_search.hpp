// Looking for icons in one theme, spread over any number of base folders.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "base/mapped_file.hpp"
#include "icons/icon_theme.hpp"
#include "icons/image_file.hpp"
#include "icons/stem_table.hpp"
#include "icons/theme_cache.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace icons {

/// The specification's LookupIcon for one theme, size and scale. A part of the theme with a fresh
/// icon-theme.cache is asked through it; of the others each directory is listed at most once, and only as
/// far down the order of directories as the names asked for make necessary. The tree and the diagnostics
/// must outlive it.
class ThemeSearch {
  public:
    /// `folders` are the theme's folders that exist, best first.
    ThemeSearch(const base::FileTree& tree, IconTheme theme, std::vector<std::string> folders, int size,
                int scale, base::Diagnostics& diagnostics);

    /// The file of the icon `stem`, a name without an ending. Where a directory has it with several, the one
    /// `asked` for (an index into imageEndings, or -1) is taken, else the specification's order.
    [[nodiscard]] std::optional<ImageFile> find(std::string_view stem, int asked);

  private:
    /// One of the theme's folders, and its cache where that is fresh and sound.
    struct Part {
        std::string folder;
        std::optional<ThemeCache> cache;
        base::MappedFile bytes;           ///< what the cache is read from
        std::vector<std::uint32_t> ranks; ///< of the cache's directories; noRank: not the theme's
        unsigned wrong = 0;               ///< how often the cache named a file that is not there
    };
    /// A directory of the theme in one part. Places are numbered by rank, then by part: the order in which
    /// the specification visits them.
    using Place = std::uint32_t;
    struct Candidate {
        Place place;
        EndingSet endings;
    };
    static constexpr std::uint32_t noRank = 0xFFFFFFFF;

    void openCache(Part& part);
    void dropCache(Part& part, std::string_view why);
    void askCaches(std::string_view stem);
    [[nodiscard]] std::optional<Candidate> listed(std::string_view stem, Place before);
    void list(Place place);
    [[nodiscard]] std::optional<ImageFile> accept(const Candidate& candidate, std::string_view stem,
                                                  int asked) const;
    [[nodiscard]] std::optional<ImageFile> lookAtAll(Place first, std::string_view stem, int asked);

    [[nodiscard]] Place placeCount() const { return static_cast<Place>(order_.size() * parts_.size()); }
    [[nodiscard]] const Part& partOf(Place place) const { return parts_[place % parts_.size()]; }
    [[nodiscard]] std::string pathOf(Place place) const;

    const base::FileTree* tree_;
    base::Diagnostics* diagnostics_;
    IconTheme theme_;
    std::vector<std::uint32_t> order_; ///< rank to index of theme_.directories
    std::vector<Part> parts_;
    bool allCached_ = false;

    StemTable table_; ///< what the places before listedUpTo_ have that no cache speaks for
    Place listedUpTo_ = 0;
    std::set<std::pair<dev_t, ino_t>> listedFolders_;
    std::vector<Candidate> candidates_;     ///< what the caches said of the last name
    std::vector<ThemeCache::Image> images_; ///< reused
    std::size_t slowLooks_ = 0;             ///< files asked for by lookAtAll
    bool toldOfSlowLooks_ = false;
};

} // namespace icons
