#include "menu_icons.hpp"

#include "base/path.hpp"
#include "icons/theme_choice.hpp"
#include "install_paths.hpp"
#include "progress.hpp"

#include <array>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace app {

namespace {

using icons::KitIcon;

struct LabelIcon {
    std::string_view label;
    KitIcon icon;
};

constexpr auto labelIcons = std::to_array<LabelIcon>({
    {"windows", KitIcon::windows},
    {"run", KitIcon::run},
    {"desktop", KitIcon::desktop},
    {"theme", KitIcon::theme},
    {"reload", KitIcon::reload},
    {"restart", KitIcon::restart},
    {"about", KitIcon::about},
    {"logout", KitIcon::logout},
    {"more", KitIcon::more},
    {"close", KitIcon::close},
    {"maximize", KitIcon::maximize},
    {"minimize", KitIcon::minimize},
    {"shade", KitIcon::shade},
    {"stick", KitIcon::sticky},
    {"always-on-top", KitIcon::onTop},
    {"always-below", KitIcon::below},
    {"fullscreen", KitIcon::fullscreen},
    {"send-to", KitIcon::workspace},
    {"raise", KitIcon::raise},
    {"lower", KitIcon::lower},
    {"look-light", KitIcon::lookLight},
    {"look-dark", KitIcon::lookDark},
    {"look-contrast", KitIcon::lookContrast},
    {"look-easyos", KitIcon::lookEasyos},
    {"kill", KitIcon::kill},
});

/// Menus and entries, in the order in which they are shown.
void addItems(const xdg::MenuItem& item, std::vector<const xdg::MenuItem*>& items) {
    if (item.kind == xdg::MenuItem::Kind::menu || item.kind == xdg::MenuItem::Kind::entry)
        items.push_back(&item);
    for (const xdg::MenuItem& child : item.items)
        addItems(child, items);
}

} // namespace

MenuIcons::MenuIcons(const base::FileTree& files, const xdg::Environment& environment,
                     const Settings& settings, bool makeAnew, base::Diagnostics& diagnostics)
    : files_(files), environment_(environment), settings_(settings), diagnostics_(diagnostics),
      makeAnew_(makeAnew), show_(settings.flag("icons.show")),
      kitFolder_(show_ ? kitIconFolder() : std::string()),
      // Where the program cannot tell for a moment where it is, the next run may.
      complete_(!show_ || !kitFolder_.empty()) {}

std::optional<std::string> MenuIcons::source(std::string_view name) {
    const icons::ImageFile* const found = find(name);
    return found != nullptr ? std::optional(found->path) : std::nullopt;
}

void MenuIcons::checkTheme() {
    if (show_) std::ignore = finder(); // which reports it
}

icons::Finder& MenuIcons::finder() {
    if (!finder_) {
        const xdg::BaseDirectories& directories = environment_.directories;
        icons::FinderOptions options;
        options.size = static_cast<int>(settings_.number("icons.size"));
        options.baseFolders = icons::standardBaseFolders(directories.home, directories.dataDirs);
        options.plainFolders = settings_.list("icons.path");
        for (std::string& folder : icons::standardPlainFolders())
            options.plainFolders.push_back(std::move(folder));
        options.theme = settings_.text("icons.theme");
        if (options.theme.empty()) {
            options.theme =
                icons::chooseTheme(files_, {directories.home, directories.configDirs, options.baseFolders});
        }
        finder_.emplace(files_, options, diagnostics_);
    }
    return *finder_;
}

const icons::ImageFile* MenuIcons::find(std::string_view name) {
    if (!show_ || name.empty()) return nullptr;
    return finder().find(name);
}

const icons::ImageFile* MenuIcons::firstOf(std::span<const std::string_view> names) {
    for (const std::string_view name : names) {
        if (const auto* found = find(name)) return found;
    }
    return nullptr;
}

const icons::ImageFile* MenuIcons::findForMenu(std::string_view icon) {
    if (const auto* found = find(icon)) return found;
    return firstOf(icons::standardFallbacks(icon));
}

/// A menu that has half of its groups in one style and half in another is what nobody wants.
MenuIcons::Source MenuIcons::unlessGivenUp(std::string_view icon, const icons::ImageFile* found) {
    const bool givenUp = found != nullptr && icons::isGivenUp(found->path);
    const Source drawn = givenUp ? groupSource(icons::groupIcon(icon)) : Source{};
    return drawn.image != nullptr ? drawn : Source{found};
}

MenuIcons::Source MenuIcons::choose(const xdg::MenuItem& item, Choice choice) {
    const bool isMenu = item.kind == xdg::MenuItem::Kind::menu;
    switch (choice) {
    case Choice::own:
        return unlessGivenUp(item.icon, isMenu ? findForMenu(item.icon) : find(item.icon));
    case Choice::ownDrawn:
        return isMenu ? groupSource(icons::groupIconFor(item.icon)) : Source{};
    case Choice::menus:
        return unlessGivenUp(item.menuIcon, findForMenu(item.menuIcon));
    case Choice::menusDrawn:
        return groupSource(icons::groupIconFor(item.menuIcon));
    case Choice::generic:
        return {firstOf(isMenu ? icons::genericMenuIcons() : icons::genericApplicationIcons())};
    case Choice::kits:
        return kitSource(icons::fileNameOf(isMenu ? KitIcon::folder : KitIcon::application));
    }
    return {};
}

MenuIcons::Source MenuIcons::groupSource(std::string_view file) {
    return kitSource(file, icons::groupIconFolder);
}

/// One of the kit's icons; nothing for an empty name.
MenuIcons::Source MenuIcons::kitSource(std::string_view file, std::string_view folder) {
    if (file.empty()) return {};
    const auto [known, added] = kitImages_.try_emplace(file);
    icons::ImageFile& image = known->second;
    if (added) {
        image.path = base::join(folder.empty() ? kitFolder_ : base::join(kitFolder_, folder), file);
        // They are this machine's, and not the image's.
        image.stamp = files_.hasRoot() ? base::FileTree().stat(image.path) : files_.note(image.path);
    }
    return {&image, true};
}

void MenuIcons::prepare(const xdg::MenuItem& root, const std::vector<xdg::MenuItem>& extra) {
    if (!show_) return;
    std::vector<const xdg::MenuItem*> items;
    for (const xdg::MenuItem& item : root.items)
        addItems(item, items);
    for (const xdg::MenuItem& item : extra)
        addItems(item, items);
    // As many as can be in one go: starting the program that makes them is what costs most.
    std::vector<Source> sources = onlyChoices(items);
    struct Wanted {
        const xdg::MenuItem* item;
        Source found;
    };
    std::vector<Wanted> wanted;
    wanted.reserve(items.size());
    for (const xdg::MenuItem* item : items)
        wanted.push_back({item, {}});
    // An image that is there may still not be one: whoever is without a picture gets the next choice.
    for (const Choice choice : choices) {
        if (wanted.empty() && sources.empty()) break;
        for (auto& [item, found] : wanted) {
            found = choose(*item, choice);
            if (found.image != nullptr) sources.push_back(found);
        }
        make(sources);
        sources.clear();
        std::erase_if(wanted, [&](const Wanted& one) { return pictures_.contains(one.found.image); });
    }
    if (maker_) maker_->tidyUp();
}

/// For the pictures of Desktop Actions and of our own labels, which have one choice each.
std::vector<MenuIcons::Source> MenuIcons::onlyChoices(const std::vector<const xdg::MenuItem*>& items) {
    std::vector<Source> sources;
    for (const xdg::MenuItem* item : items) {
        if (item->application == nullptr) continue;
        for (const xdg::ApplicationAction& action : item->application->actions) {
            if (const auto* found = find(action.icon)) sources.push_back({found});
        }
    }
    for (const LabelIcon& label : labelIcons)
        sources.push_back(kitSource(icons::fileNameOf(label.icon)));
    return sources;
}

icons::Maker MenuIcons::newMaker() const {
    icons::MakerOptions options;
    if (const std::string& cache = environment_.directories.cacheHome; !cache.empty())
        options.cacheFolder = files_.hostPath(base::join(cache, "xdg2pekwm/icons"));
    options.size = static_cast<int>(settings_.number("icons.size"));
    options.gap = static_cast<int>(settings_.number("icons.gap"));
    options.helperProgram = iconProgram();
    options.makeAnew = makeAnew_;
    return {std::move(options), diagnostics_};
}

void MenuIcons::make(const std::vector<Source>& sources) {
    if (!maker_) maker_.emplace(newMaker());
    std::vector<icons::ImageFile> images;
    images.reserve(sources.size());
    for (const auto& [image, fromKit] : sources)
        images.push_back({fromKit ? image->path : files_.hostPath(image->path), image->stamp});
    Progress progress("icons");
    std::size_t toMake = 0;
    auto made = maker_->prepare(std::move(images), [&](std::size_t done, std::size_t total) {
        toMake = total;
        progress.show(done, total);
    });
    made_ += toMake;
    complete_ = complete_ && maker_->isComplete();
    // What the menu depends on beside the images: that nothing was deleted where the pictures lie.
    if (files_.log().isStarted() && !files_.hasRoot() && !maker_->folder().empty())
        files_.note(maker_->folder());
    const std::string root = files_.hasRoot() ? files_.hostPath("/") : std::string();
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (!made[i]) continue;
        // Paths in the menu are as they will be seen when the tree is "/".
        const bool below = !root.empty() && made[i]->starts_with(root);
        pictures_[sources[i].image] = below ? '/' + made[i]->substr(root.size()) : std::move(*made[i]);
    }
}

std::size_t MenuIcons::shown() const {
    std::unordered_set<std::string_view> different;
    for (const auto& [image, picture] : pictures_)
        different.insert(picture);
    return different.size();
}

std::string MenuIcons::pictureOf(const Source& source) const {
    const auto found = pictures_.find(source.image);
    return found == pictures_.end() ? std::string() : found->second;
}

std::string MenuIcons::picture(const xdg::MenuItem& item) {
    if (!show_) return {};
    for (const Choice choice : choices) {
        if (std::string picture = pictureOf(choose(item, choice)); !picture.empty()) return picture;
    }
    return {};
}

std::string MenuIcons::labelPicture(std::string_view label) {
    if (!show_) return {};
    for (const LabelIcon& known : labelIcons) {
        if (known.label == label) return pictureOf(kitSource(icons::fileNameOf(known.icon)));
    }
    return {};
}

} // namespace app
