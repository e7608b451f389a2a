// Icons for a whole menu: which theme, which file for each name, and the picture that pekwm shows.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "icons/fallbacks.hpp"
#include "icons/finder.hpp"
#include "icons/image_file.hpp"
#include "icons/maker.hpp"
#include "settings.hpp"
#include "xdg/environment.hpp"
#include "xdg/menu.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace app {

class MenuIcons {
  public:
    /// All that is passed must outlive the object.
    /// `makeAnew`: pictures that are kept already are made again.
    MenuIcons(const base::FileTree& files, const xdg::Environment& environment, const Settings& settings,
              bool makeAnew, base::Diagnostics& diagnostics);

    /// The source file of an icon's name, as it lies below the tree's root; nothing where there is none.
    [[nodiscard]] std::optional<std::string> source(std::string_view name);

    /// Reports what is wrong with the theme, as far as that shows before an icon is looked for.
    void checkTheme();

    /// Finds and makes the pictures of all items below `root`, of `extra` and of our own labels.
    void prepare(const xdg::MenuItem& root, const std::vector<xdg::MenuItem>& extra);

    /// The picture of an item, after `prepare`: its own; else its menu's; else a generic one, so that titles
    /// stay aligned. Empty where not even that can be made, or icons are off.
    [[nodiscard]] std::string picture(const xdg::MenuItem& item);
    [[nodiscard]] std::string labelPicture(std::string_view label);

    /// How many pictures are shown, and how many of them were made in this run.
    [[nodiscard]] std::size_t shown() const;
    [[nodiscard]] std::size_t made() const { return made_; }
    /// Whether all that can be made is there; otherwise another run may do better although nothing changed.
    [[nodiscard]] bool isComplete() const { return complete_; }

  private:
    /// An image to be made into a picture: one below the tree's root, or one of the kit's own. Null: none.
    struct Source {
        const icons::ImageFile* image = nullptr;
        bool fromKit = false;
    };

    /// What may stand for an item, the best first.
    enum class Choice : std::uint8_t { own, ownDrawn, menus, menusDrawn, generic, kits };
    static constexpr auto choices = std::to_array<Choice>(
        {Choice::own, Choice::ownDrawn, Choice::menus, Choice::menusDrawn, Choice::generic, Choice::kits});
    [[nodiscard]] Source choose(const xdg::MenuItem& item, Choice choice);
    [[nodiscard]] icons::Finder& finder();
    [[nodiscard]] const icons::ImageFile* find(std::string_view name);
    [[nodiscard]] const icons::ImageFile* firstOf(std::span<const std::string_view> names);
    [[nodiscard]] const icons::ImageFile* findForMenu(std::string_view icon);
    [[nodiscard]] Source unlessGivenUp(std::string_view icon, const icons::ImageFile* found);
    [[nodiscard]] Source groupSource(std::string_view file);
    [[nodiscard]] Source kitSource(std::string_view file, std::string_view folder = {});
    [[nodiscard]] std::string pictureOf(const Source& source) const;
    [[nodiscard]] std::vector<Source> onlyChoices(const std::vector<const xdg::MenuItem*>& items);
    [[nodiscard]] icons::Maker newMaker() const;
    void make(const std::vector<Source>& sources);

    const base::FileTree& files_;
    const xdg::Environment& environment_;
    const Settings& settings_;
    base::Diagnostics& diagnostics_;
    bool makeAnew_;
    bool show_;
    std::string kitFolder_;               ///< of the kit's own icons
    std::optional<icons::Finder> finder_; ///< made when the first icon is asked for
    std::optional<icons::Maker> maker_;   ///< made when the first picture is
    std::size_t made_ = 0;
    bool complete_;
    std::unordered_map<std::string_view, icons::ImageFile> kitImages_;  ///< those that were asked for
    std::unordered_map<const icons::ImageFile*, std::string> pictures_; ///< several images may have one
};

} // namespace app
