#include "layouts.hpp"

#include <algorithm>

namespace layouts {

const EmbeddedFile* find(std::string_view name) {
    const auto files = all();
    const auto found = std::ranges::lower_bound(files, name, {}, &EmbeddedFile::name);
    return found != files.end() && found->name == name ? &*found : nullptr;
}

} // namespace layouts
