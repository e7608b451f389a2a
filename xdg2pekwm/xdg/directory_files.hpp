// .directory files: the titles and icons of menus. Each folder is listed once, so that asking for a file
// that is not there costs nothing.
#pragma once

#include "base/file_tree.hpp"
#include "xdg/menu_sources.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace xdg {

class DirectoryFiles {
  public:
    explicit DirectoryFiles(const MenuSources& sources) : sources_(sources) {}

    /// The content of `name`, a relative path, in the folder `dir`. Nothing where there is no such file; an
    /// error where there is one that cannot be read.
    [[nodiscard]] std::optional<base::Result<std::string>> read(const std::string& dir,
                                                                const std::string& name);

  private:
    struct Listing {
        std::optional<base::Folder> folder;
        std::unordered_set<std::string_view> names; ///< into the folder's entries
    };
    const Listing& list(const std::string& dir);

    const MenuSources& sources_;
    std::unordered_map<std::string, Listing> listings_;
    std::string buffer_;
};

} // namespace xdg
