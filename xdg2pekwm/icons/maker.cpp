#include "icons/maker.hpp"

#include "icons/png_check.hpp"

#include <algorithm>
#include <utility>

namespace icons {

namespace {

constexpr std::size_t largestOwnPng = std::size_t{128} << 10U; // an icon of 48 pixels has less than 10

/// Whether any menu can name the file: pekwm reads `$` as a variable, and a control character or a byte that
/// is not ASCII may not survive its reader. Such an image gets a copy in the cache.
bool hasPlainName(std::string_view path) {
    return std::all_of(path.begin(), path.end(),
                       [](char c) { return c > ' ' && c < 0x7F && c != '$' && c != '"' && c != '\\'; });
}

} // namespace

Maker::Maker(MakerOptions options, base::Diagnostics& diagnostics)
    : options_(std::move(options)), diagnostics_(&diagnostics),
      store_(options_.cacheFolder, options_.size, options_.gap) {}

/// The number of a source's image, which is a new one where it is asked for for the first time.
std::uint32_t Maker::numberOf(ImageFile&& source) {
    Image& image = images_.emplace_back();
    image.source = std::move(source.path);
    const auto [number, added] = known_.add(image.source);
    if (!added)
        images_.pop_back();
    else if (source.stamp && source.stamp->kind == base::FileKind::regular)
        image.name = iconName(image.source, *source.stamp);
    return number;
}

/// Answers from what is there, or finds that the icon has to be made.
void Maker::settle(Image& image) {
    if (image.name.empty()) {
        reportBad(image, "is no file");
        return;
    }
    switch (options_.makeAnew ? IconStore::State::absent : store_.state(image.name)) {
    case IconStore::State::icon:
        image.icon = store_.iconPath(image.name);
        return;
    case IconStore::State::bad:
        reportBad(image, store_.badReason(image.name));
        return;
    case IconStore::State::asItIs:
        image.icon = image.source;
        return;
    case IconStore::State::absent:
        break;
    }
    if (isRight(image)) {
        image.icon = image.source;
        if (!options_.cacheFolder.empty()) store_.rememberAsItIs(image.name);
        return;
    }
    image.toMake = !options_.cacheFolder.empty();
}

/// Whether the source is a PNG that can be shown as it is.
bool Maker::isRight(const Image& image) const {
    if (options_.gap != 0 || !hasPlainName(image.source) || !image.source.ends_with(".png")) return false;
    const auto content = base::FileTree().read(image.source, largestOwnPng);
    const auto size = content ? checkPng(*content) : base::Result<PngSize>(base::fail("not read"));
    const auto wanted = static_cast<std::uint32_t>(options_.size);
    return size && size->width == wanted && size->height == wanted;
}

void Maker::reportBad(const Image& image, const std::string& reason) {
    diagnostics_->warning({image.source}, "cannot be shown: " + reason + "; another icon stands in for it");
}

/// Makes what is to be made of the images from number `first` on.
void Maker::make(std::size_t first, const Progress& progress) {
    std::vector<RasterJob> jobs;
    std::vector<Image*> made;
    for (std::size_t number = first; number < images_.size(); ++number) {
        Image& image = images_[number];
        if (!image.toMake) continue;
        jobs.push_back({image.source, store_.iconPath(image.name)});
        made.push_back(&image);
    }
    if (jobs.empty()) return;
    if (progress) progress(0, jobs.size());
    RasterOptions options;
    options.program = options_.helperProgram;
    options.size = options_.size;
    options.gap = options_.gap;
    options.imageDeadline = options_.imageDeadline;
    std::size_t done = 0;
    const auto results = rasterise(jobs, options, [&](std::size_t job, const RasterResult& result) {
        // At once: whoever has no more time for us ends us, and the next run shall not begin with it again.
        if (result.kind == RasterResult::Kind::badImage) store_.rememberBad(made[job]->name, result.reason);
        if (progress) progress(++done, jobs.size());
    });
    const RasterResult* failure = nullptr;
    for (std::size_t n = 0; n < results.size(); ++n) {
        const RasterResult& result = results[n];
        switch (result.kind) {
        case RasterResult::Kind::made:
            made[n]->icon = jobs[n].target;
            if (options_.makeAnew) store_.forgetBad(made[n]->name);
            break;
        case RasterResult::Kind::noAccess:
        case RasterResult::Kind::badImage:
            reportBad(*made[n], result.reason);
            break;
        case RasterResult::Kind::failed:
            failure = &result;
            break;
        }
    }
    // Once is enough: what keeps one icon from being made keeps others too.
    complete_ = complete_ && failure == nullptr;
    if (failure != nullptr)
        diagnostics_->warning({options_.cacheFolder}, "icons cannot be made: " + failure->reason);
}

std::string Maker::folder() const {
    return options_.cacheFolder.empty() ? std::string() : store_.folder();
}

/// Looks at the store.
void Maker::open() {
    if (options_.cacheFolder.empty()) return;
    if (const auto created = store_.create(); !created) {
        diagnostics_->warning({options_.cacheFolder}, created.error().message + "; icons are not made");
        options_.cacheFolder.clear();
        complete_ = false;
        return;
    }
    pruning_ = store_.isTimeToPrune();
    if (pruning_) store_.dropDamaged();
    store_.list();
}

void Maker::tidyUp() {
    if (!std::exchange(pruning_, false)) return;
    base::TextIndex used;
    for (const Image& image : images_)
        used.add(image.name);
    store_.prune(used);
}

std::vector<std::optional<std::string>> Maker::prepare(std::vector<ImageFile> sources,
                                                       const Progress& progress) {
    const std::size_t first = images_.size();
    std::vector<std::uint32_t> numbers;
    numbers.reserve(sources.size());
    for (ImageFile& source : sources)
        numbers.push_back(numberOf(std::move(source)));
    if (first == 0) open();
    for (std::size_t number = first; number < images_.size(); ++number)
        settle(images_[number]);
    make(first, progress);
    std::vector<std::optional<std::string>> icons;
    icons.reserve(numbers.size());
    for (const std::uint32_t number : numbers)
        icons.push_back(images_[number].icon);
    return icons;
}

} // namespace icons
