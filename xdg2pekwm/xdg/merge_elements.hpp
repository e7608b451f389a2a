// The elements of a <Menu> in whose place something else is read.
#pragma once

#include "base/diagnostics.hpp"
#include "xdg/menu_document.hpp"
#include "xdg/menu_sources.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace xdg {

struct MergedFile {
    std::string path;
    bool mustExist; ///< somebody named it: where it is missing, that is worth a note
};
struct MergedLegacyDir {
    std::string path;
    std::string prefix; ///< of the IDs of its files
};
/// What <MergeFile>, <MergeDir>, <DefaultMergeDirs>, <LegacyDir> and <KDELegacyDirs> come down to.
using Merge = std::variant<MergedFile, MergedLegacyDir>;

/// Reads them. The sources and the diagnostics must outlive it.
class MergeElements {
  public:
    MergeElements(const MenuSources& sources, base::Diagnostics& diagnostics)
        : sources_(sources), diagnostics_(diagnostics) {}

    /// What is read in the place of the element, in the order of the specification; nothing for an element
    /// that is no merge. One that cannot be read as it is written is reported and gives what is left of it.
    [[nodiscard]] std::optional<std::vector<Merge>> of(const MenuDocument& document, pugi::xml_node element);

  private:
    [[nodiscard]] std::string legacyPrefix(const MenuDocument& document, pugi::xml_node node);
    [[nodiscard]] std::vector<Merge> mergesOfFile(const MenuDocument& document, pugi::xml_node node);
    [[nodiscard]] std::optional<std::string> parentFile(const std::string& path);
    [[nodiscard]] std::vector<Merge> defaultMerges(const MenuDocument& document);
    [[nodiscard]] const std::vector<Merge>& filesIn(const std::string& path);

    const MenuSources& sources_;
    base::Diagnostics& diagnostics_;
    std::unordered_map<std::string, std::vector<Merge>> folders_; ///< by path; each is listed once
};

} // namespace xdg
