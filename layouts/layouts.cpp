#include "layouts.hpp"

#include "embedded.hpp"

#include <algorithm>

namespace layouts {

std::optional<std::string_view> find(std::string_view name) {
    const auto files = embeddedFiles();
    const auto found = std::ranges::lower_bound(files, name, {}, &EmbeddedFile::nameText);
    if (found == files.end() || found->nameText() != name) return std::nullopt;
    return embeddedTexts().substr(found->start, found->size);
}

} // namespace layouts
