#include "icons/finder.hpp"

#include "base/path.hpp"

#include <algorithm>
#include <fmt/core.h>

namespace icons {

namespace {

// Themes inherit from two or three others; a hostile chain ends here.
constexpr std::size_t mostThemes = 32;
constexpr std::size_t longestName = 255; // no file name is longer
constexpr std::string_view lastTheme = "hicolor";

bool contains(const std::vector<std::string>& list, std::string_view item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

} // namespace

std::vector<std::string> standardBaseFolders(std::string_view home,
                                             std::span<const std::string> dataFolders) {
    std::vector<std::string> folders;
    if (!home.empty()) folders.push_back(base::join(home, ".icons"));
    for (const std::string& folder : dataFolders)
        folders.push_back(base::join(folder, "icons"));
    folders.emplace_back("/usr/share/pixmaps");
    return folders;
}

std::vector<std::string> standardPlainFolders() {
    return {"/usr/local/lib/X11/mini-icons", "/usr/local/lib/X11/pixmaps", "/usr/share/pixmaps",
            "/usr/local/share/pixmaps"};
}

Finder::Finder(const base::FileTree& tree, const FinderOptions& options, base::Diagnostics& diagnostics)
    : tree_(&tree), diagnostics_(&diagnostics) {
    std::vector<std::string> seen{std::string(lastTheme)};
    if (!options.theme.empty() && options.theme != lastTheme) {
        addTheme(options.theme, options, seen);
        if (themes_.empty())
            diagnostics.warning({options.theme}, "no such icon theme is installed; hicolor is used alone");
    }
    std::erase(seen, lastTheme);
    addTheme(std::string(lastTheme), options, seen);

    std::vector<std::string> paths;
    const auto add = [&](const std::string& folder) {
        const std::string path = base::normalise(folder);
        if (contains(paths, path)) return;
        paths.push_back(path);
        plain_.push_back({path, std::nullopt});
    };
    for (const std::string& folder : options.baseFolders) {
        if (!contains(options.plainFolders, folder)) add(folder);
    }
    for (const std::string& folder : options.plainFolders)
        add(folder);
}

/// Adds a theme and, depth first, those it inherits from; hicolor waits for its own call.
void Finder::addTheme(const std::string& name, const FinderOptions& options, std::vector<std::string>& seen) {
    if (contains(seen, name) || (seen.size() > mostThemes && name != lastTheme)) return;
    seen.push_back(name);
    if (name.find('/') != std::string::npos || name == "." || name == "..") return;

    std::vector<std::string> folders;
    std::optional<IconTheme> theme;
    for (const std::string& base : options.baseFolders) {
        std::string folder = base::join(base, name);
        const auto stamp = tree_->stat(folder);
        if (!stamp || stamp->kind != base::FileKind::directory || contains(folders, folder)) continue;
        if (!theme) {
            const std::string path = folder + "/index.theme";
            if (const auto text = tree_->read(path, largestIndex))
                theme = parseIconTheme(*text, path, *diagnostics_);
            else if (!base::isNowhere(text.error().code))
                diagnostics_->warning({path}, text.error().message);
        }
        folders.push_back(std::move(folder));
    }
    if (!theme) return;

    const std::vector<std::string> parents = theme->inherits;
    themes_.emplace_back(*tree_, std::move(*theme), std::move(folders), options.size, options.scale,
                         *diagnostics_);
    for (const std::string& parent : parents)
        addTheme(parent, options, seen);
}

const ImageFile* Finder::find(std::string_view icon) {
    auto number = known_.find(icon);
    if (!number) {
        auto image = look(icon);
        number = known_.add(names_.keep(icon)).number;
        found_.push_back(std::move(image));
    }
    const std::optional<ImageFile>& image = found_[*number];
    return image ? &*image : nullptr;
}

std::optional<ImageFile> Finder::look(std::string_view icon) {
    if (icon.empty() || icon.find('\0') != std::string_view::npos) return std::nullopt;
    if (base::isAbsolute(icon)) return lookAbsolute(icon);
    if (icon.find('/') != std::string_view::npos || icon.size() > longestName) return std::nullopt;
    const ImageName name = splitImageName(icon);
    std::string_view stem = name.stem;
    for (;;) {
        if (auto image = lookExact(stem, name.ending)) return image;
        const std::size_t dash = stem.rfind('-');
        if (dash == std::string_view::npos || dash == 0) return std::nullopt;
        stem = stem.substr(0, dash);
    }
}

std::optional<ImageFile> Finder::lookExact(std::string_view stem, int asked) {
    for (ThemeSearch& theme : themes_) {
        if (auto image = theme.find(stem, asked)) return image;
    }
    if (asked >= 0) {
        const auto only = static_cast<EndingSet>(1U << static_cast<unsigned>(asked));
        if (auto image = lookPlain(stem, only, asked)) return image;
    }
    return lookPlain(stem, anySet, asked);
}

std::optional<ImageFile> Finder::lookPlain(std::string_view stem, EndingSet wanted, int asked) {
    for (PlainFolder& folder : plain_) {
        const auto* found = imagesOf(folder).find(stem);
        if (found == nullptr) continue;
        const auto endings = static_cast<EndingSet>(found->endings & wanted);
        if (auto image = firstFile(fmt::format("{}/{}", folder.path, stem), endings, asked)) return image;
    }
    return std::nullopt;
}

const StemTable& Finder::imagesOf(PlainFolder& folder) {
    if (folder.images) return *folder.images;
    StemTable& images = folder.images.emplace();
    const auto done =
        tree_->visitFolder(folder.path, [&](std::string_view name, std::optional<base::FileKind> kind) {
            if (kind && *kind != base::FileKind::regular) return;
            const ImageName image = splitImageName(name);
            if (image.ending >= 0) images.add(image.stem, image.ending, 0);
        });
    if (!done && !base::isNowhere(done.error().code))
        diagnostics_->warning({folder.path}, done.error().message);
    return images;
}

std::optional<ImageFile> Finder::lookAbsolute(std::string_view icon) const {
    std::string path = base::normalise(icon);
    if (const auto stamp = tree_->statFile(path)) return ImageFile{std::move(path), stamp};
    const ImageName name = splitImageName(path);
    if (name.stem.ends_with('/')) return std::nullopt;
    return firstFile(std::string(name.stem), anySet, name.ending);
}

/// Which of the endings makes `pathAndStem` a file that exists: the one asked for, else the best.
std::optional<ImageFile> Finder::firstFile(const std::string& pathAndStem, EndingSet endings,
                                           int asked) const {
    while (endings != 0) {
        const int ending = bestEnding(endings, asked);
        if (ending < 0) break;
        endings &= static_cast<EndingSet>(~(1U << static_cast<unsigned>(ending)));
        std::string path = pathAndStem;
        path += imageEndings[static_cast<std::size_t>(ending)];
        if (const auto stamp = tree_->statFile(path)) return ImageFile{std::move(path), stamp};
    }
    return std::nullopt;
}

} // namespace icons
