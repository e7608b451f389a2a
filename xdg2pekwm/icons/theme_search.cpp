#include "icons/theme_search.hpp"

#include "base/path.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace icons {

namespace {

constexpr std::size_t largestCache = std::size_t{64} << 20U;
constexpr std::int64_t second = 1'000'000'000;
// A cache that keeps naming files that do not exist is stale, whatever its time says.
constexpr unsigned wrongAnswersForgiven = 4;
// Files that may be asked for one by one, after a broken link or a wrong cache: some hundred icons in the
// largest themes that there are.
constexpr std::size_t mostSlowLooks = 50'000;

/// gtk-update-icon-cache sets whole seconds, and GTK compares whole seconds.
bool isFresh(const base::FileStamp& cache, const base::FileStamp& folder) {
    return cache.modified / second >= folder.modified / second;
}

} // namespace

ThemeSearch::ThemeSearch(const base::FileTree& tree, IconTheme theme, std::vector<std::string> folders,
                         int size, int scale, base::Diagnostics& diagnostics)
    : tree_(&tree), diagnostics_(&diagnostics), theme_(std::move(theme)),
      order_(searchOrder(theme_, size, scale)) {
    for (std::string& folder : folders) {
        Part part;
        part.folder = std::move(folder);
        openCache(part);
        parts_.push_back(std::move(part));
    }
    allCached_ =
        std::all_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.cache.has_value(); });
}

void ThemeSearch::openCache(Part& part) {
    const auto folder = tree_->statFolder(part.folder);
    const std::string path = part.folder + "/icon-theme.cache";
    const auto stamp = tree_->stat(path);
    if (!folder || !stamp || !isFresh(*stamp, *folder)) return;
    auto bytes = tree_->map(path, largestCache);
    if (!bytes) {
        diagnostics_->warning({path}, bytes.error().message + "; the folders are listed instead");
        return;
    }
    part.bytes = std::move(*bytes);
    auto cache = ThemeCache::read(part.bytes.bytes());
    if (!cache) {
        diagnostics_->warning({path}, cache.error().message + "; the folders are listed instead");
        return;
    }
    std::unordered_map<std::string_view, std::uint32_t> ranks;
    for (std::uint32_t rank = 0; rank < order_.size(); ++rank)
        ranks.emplace(theme_.directories[order_[rank]].path, rank);
    for (const std::string_view directory : cache->directories()) {
        const auto found = ranks.find(directory);
        part.ranks.push_back(found == ranks.end() ? noRank : found->second);
    }
    part.cache = std::move(*cache);
}

void ThemeSearch::dropCache(Part& part, std::string_view why) {
    diagnostics_->warning({part.folder + "/icon-theme.cache"},
                          std::string(why) + "; the folders are listed instead");
    part.cache.reset();
    part.bytes.reset();
    allCached_ = false;
    // What was listed so far is without this part.
    table_ = {};
    listedUpTo_ = 0;
    listedFolders_.clear();
}

void ThemeSearch::askCaches(std::string_view stem) {
    candidates_.clear();
    for (std::size_t n = 0; n < parts_.size(); ++n) {
        Part& part = parts_[n];
        if (!part.cache) continue;
        if (auto done = part.cache->find(stem, images_); !done) {
            dropCache(part, done.error().message);
            continue;
        }
        for (const ThemeCache::Image& image : images_) {
            const std::uint32_t rank = part.ranks[image.directory];
            if (rank != noRank && image.endings != 0)
                candidates_.push_back({static_cast<Place>(rank * parts_.size() + n), image.endings});
        }
    }
    std::sort(candidates_.begin(), candidates_.end(),
              [](const Candidate& a, const Candidate& b) { return a.place < b.place; });
}

/// What the parts without a cache have, if it is in a place before `before`.
std::optional<ThemeSearch::Candidate> ThemeSearch::listed(std::string_view stem, Place before) {
    if (allCached_) return std::nullopt;
    for (;;) {
        if (const auto* found = table_.find(stem)) {
            if (found->place < before) return Candidate{found->place, found->endings};
            return std::nullopt;
        }
        if (listedUpTo_ >= before) return std::nullopt;
        list(listedUpTo_++);
    }
}

void ThemeSearch::list(Place place) {
    if (partOf(place).cache) return;
    const std::string path = pathOf(place);
    const auto stamp = tree_->stat(path);
    if (!stamp || stamp->kind != base::FileKind::directory) return;
    // Themes link whole directories to each other; what a better place has already is not wanted again.
    if (!listedFolders_.emplace(stamp->device, stamp->inode).second) return;
    const auto done =
        tree_->visitFolder(path, [&](std::string_view name, std::optional<base::FileKind> kind) {
            if (kind && *kind != base::FileKind::regular) return;
            const ImageName image = splitImageName(name);
            if (image.ending >= 0 && image.ending < static_cast<int>(themedEndings))
                table_.add(image.stem, image.ending, place);
        });
    if (!done) diagnostics_->warning({path}, done.error().message);
}

std::string ThemeSearch::pathOf(Place place) const {
    std::string path = partOf(place).folder;
    path += '/';
    path += theme_.directories[order_[place / parts_.size()]].path;
    return path;
}

/// The image in a place that is said to have it: links may be broken, and caches wrong.
std::optional<ImageFile> ThemeSearch::accept(const Candidate& candidate, std::string_view stem,
                                             int asked) const {
    EndingSet endings = candidate.endings;
    std::string path = pathOf(candidate.place);
    path += '/';
    path += stem;
    const std::size_t length = path.size();
    while (endings != 0) {
        const int ending = bestEnding(endings, asked);
        if (ending < 0) break;
        const auto bit = static_cast<EndingSet>(1U << static_cast<unsigned>(ending));
        endings &= static_cast<EndingSet>(~bit);
        path.resize(length);
        path += imageEndings[static_cast<std::size_t>(ending)];
        if (const auto stamp = tree_->statFile(path)) return ImageFile{std::move(path), stamp};
    }
    return std::nullopt;
}

/// The slow way, after a broken link or a wrong cache: each place from `first` on is looked at.
std::optional<ImageFile> ThemeSearch::lookAtAll(Place first, std::string_view stem, int asked) {
    for (Place place = first; place < placeCount() && slowLooks_ < mostSlowLooks; ++place) {
        slowLooks_ += themedEndings;
        if (auto image = accept({place, themedSet}, stem, asked)) return image;
    }
    if (slowLooks_ >= mostSlowLooks && !std::exchange(toldOfSlowLooks_, true))
        diagnostics_->warning({partOf(0).folder}, "too many of its files are broken links; where one is, no "
                                                  "other directory of the theme is looked into any more");
    return std::nullopt;
}

std::optional<ImageFile> ThemeSearch::find(std::string_view stem, int asked) {
    if (parts_.empty() || order_.empty()) return std::nullopt;
    askCaches(stem);
    std::optional<Candidate> best;
    if (!candidates_.empty()) best = candidates_.front();
    if (const auto other = listed(stem, best ? best->place : placeCount())) best = other;
    if (!best) return std::nullopt;
    if (auto image = accept(*best, stem, asked)) return image;
    Part& part = parts_[best->place % parts_.size()];
    if (!part.cache) return lookAtAll(best->place + 1, stem, asked);
    // What the cache says of better places is no more certain than what it said of this one.
    if (++part.wrong > wrongAnswersForgiven) dropCache(part, "names files that do not exist");
    return lookAtAll(0, stem, asked);
}

} // namespace icons
