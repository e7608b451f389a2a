// The elements of a <Menu> in whose place something else is read.
#pragma once

#include "base/diagnostics.hpp"
#include "xdg/menu_document.hpp"
#include "xdg/menu_sources.hpp"

#include <optional>
#include <string>
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

/// What is read in the place of the element, in the order of the specification; nothing for an element that
/// is no merge. One that cannot be read as it is written is reported and gives what is left of it.
[[nodiscard]] std::optional<std::vector<Merge>> mergesOf(const MenuDocument& document, pugi::xml_node element,
                                                         const MenuSources& sources,
                                                         base::Diagnostics& diagnostics);

} // namespace xdg
