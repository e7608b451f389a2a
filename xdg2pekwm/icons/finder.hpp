// From an Icon= value to the file that shows it (Icon Theme Specification 0.13, "Icon Lookup", and what
// launchers do beyond it).
#pragma once

#include "base/arena.hpp"
#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "base/text_index.hpp"
#include "icons/image_file.hpp"
#include "icons/stem_table.hpp"
#include "icons/theme_search.hpp"

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace icons {

struct FinderOptions {
    std::string theme; ///< folder name of the theme; empty or unknown: hicolor alone
    int size = 16;     ///< wanted size in pixels, before the scale
    int scale = 1;
    /// Where themes are, best first. Images that lie in such a folder itself count as unthemed icons.
    std::vector<std::string> baseFolders;
    /// Folders of unthemed icons, searched after all themes. One that is a base folder too is searched for
    /// unthemed icons in this list's order.
    std::vector<std::string> plainFolders;
};

/// The specification's base folders: $HOME/.icons, then icons below each data folder ($XDG_DATA_HOME first),
/// then /usr/share/pixmaps.
[[nodiscard]] std::vector<std::string> standardBaseFolders(std::string_view home,
                                                           std::span<const std::string> dataFolders);
/// Where EasyOS and other small systems keep the icons of menus, best first.
[[nodiscard]] std::vector<std::string> standardPlainFolders();

/// Finds icons. Names that were asked for once are remembered, those without a file too. All paths are as
/// seen below the tree's root. The tree and the diagnostics must outlive the finder.
class Finder {
  public:
    Finder(const base::FileTree& tree, const FinderOptions& options, base::Diagnostics& diagnostics);

    /// The file for `icon`: an absolute path (with its ending or without), or a name (with or without).
    /// In order, the first that exists:
    ///  1. in each theme (the chosen one, its ancestors depth first, hicolor last): the directory that fits
    ///     best; there the ending as given, then .png, .svg, .xpm;
    ///  2. the name exactly as given in an unthemed folder;
    ///  3. the name with another ending in an unthemed folder;
    ///  4. all of that for the name without its last part: foo-bar-baz, foo-bar, foo
    ///     (Icon Naming Specification, "Icon Naming Guidelines").
    /// Null where there is none. It stays as long as the finder, and has a stamp.
    [[nodiscard]] const ImageFile* find(std::string_view icon);

  private:
    struct PlainFolder {
        std::string path;
        std::optional<StemTable> images; ///< listed at first need
    };

    void addTheme(const std::string& name, const FinderOptions& options, std::vector<std::string>& seen);
    [[nodiscard]] std::optional<ImageFile> look(std::string_view icon);
    [[nodiscard]] std::optional<ImageFile> lookAbsolute(std::string_view icon) const;
    [[nodiscard]] std::optional<ImageFile> lookExact(std::string_view stem, int asked);
    [[nodiscard]] std::optional<ImageFile> lookPlain(std::string_view stem, EndingSet wanted, int asked);
    [[nodiscard]] const StemTable& imagesOf(PlainFolder& folder);
    [[nodiscard]] std::optional<ImageFile> firstFile(const std::string& pathAndStem, EndingSet endings,
                                                     int asked) const;

    const base::FileTree* tree_;
    base::Diagnostics* diagnostics_;
    std::vector<ThemeSearch> themes_;
    std::vector<PlainFolder> plain_;
    base::Arena names_;
    base::TextIndex known_;                      ///< the names that were asked for
    std::deque<std::optional<ImageFile>> found_; ///< for each of them
};

} // namespace icons
