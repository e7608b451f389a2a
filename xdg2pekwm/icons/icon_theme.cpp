#include "icons/icon_theme.hpp"

#include "base/number.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "xdg/key_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/core.h>
#include <numeric>
#include <optional>
#include <unordered_map>

namespace icons {

namespace {

// Far more than any theme has (Papirus: about 150); a hostile index costs no more than this.
constexpr std::size_t maximumDirectories = 4096;
constexpr int maximumSize = 65535;
constexpr int maximumScale = 64;

/// A directory's keys as they are found; what is missing depends on others, so it is filled in last.
struct DirectoryGroup {
    std::optional<int> size, scale, minimum, maximum, threshold;
    std::optional<DirectoryType> type;
};

std::optional<DirectoryType> toType(std::string_view text) {
    if (text == "Fixed") return DirectoryType::fixed;
    if (text == "Scalable" || text == "Scaled") return DirectoryType::scalable;
    if (text == "Threshold") return DirectoryType::threshold;
    return std::nullopt;
}

/// The specification separates lists by commas, unlike all other key files.
void appendList(std::vector<std::string>& list, std::string_view value) {
    for (const std::string& part : base::split(value, ',')) {
        const std::string_view trimmed = base::trim(part);
        if (!trimmed.empty()) list.emplace_back(trimmed);
    }
}

bool leadsOut(std::string_view path) {
    if (base::isAbsolute(path)) return true;
    const auto parts = base::split(path, '/');
    return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

class IndexReader {
  public:
    IndexReader(std::string_view path, base::Diagnostics& diagnostics)
        : path_(path), diagnostics_(diagnostics) {}

    void read(std::string_view text);
    [[nodiscard]] IconTheme finish();

  private:
    void takeThemeKey(const xdg::KeyFileLine& line);
    void takeDirectoryKey(const xdg::KeyFileLine& line);

    std::string_view path_;
    base::Diagnostics& diagnostics_;
    IconTheme theme_;
    std::vector<std::string> names_;
    std::string_view group_;
    std::unordered_map<std::string_view, DirectoryGroup> groups_;
};

void IndexReader::read(std::string_view text) {
    xdg::KeyFileReader reader(text);
    for (;;) {
        const xdg::KeyFileLine line = reader.next();
        switch (line.kind) {
        case xdg::KeyFileLine::Kind::end:
            return;
        case xdg::KeyFileLine::Kind::malformed:
            diagnostics_.warning({path_, line.number, group_, {}}, std::string(line.value));
            break;
        case xdg::KeyFileLine::Kind::group:
            group_ = line.name;
            if (group_.empty()) diagnostics_.warning({path_, line.number, {}, {}}, std::string(line.value));
            if (groups_.size() < maximumDirectories) groups_.try_emplace(group_);
            break;
        case xdg::KeyFileLine::Kind::entry:
            if (!line.locale.empty()) break;
            if (group_ == "Icon Theme")
                takeThemeKey(line);
            else
                takeDirectoryKey(line);
            break;
        }
    }
}

void IndexReader::takeThemeKey(const xdg::KeyFileLine& line) {
    if (line.name == "Directories" || line.name == "ScaledDirectories")
        appendList(names_, line.value);
    else if (line.name == "Inherits")
        appendList(theme_.inherits, line.value);
    else if (line.name == "Hidden")
        theme_.hidden = line.value == "true";
}

void IndexReader::takeDirectoryKey(const xdg::KeyFileLine& line) {
    const auto found = groups_.find(group_);
    if (found == groups_.end()) return;
    DirectoryGroup& group = found->second;
    struct NumberKey {
        std::string_view name;
        std::optional<int> DirectoryGroup::*member;
        int smallest, largest;
    };
    static constexpr NumberKey numbers[] = {
        {"Size", &DirectoryGroup::size, 1, maximumSize},
        {"Scale", &DirectoryGroup::scale, 1, maximumScale},
        {"MinSize", &DirectoryGroup::minimum, 0, maximumSize},
        {"MaxSize", &DirectoryGroup::maximum, 0, maximumSize},
        {"Threshold", &DirectoryGroup::threshold, 0, maximumSize},
    };
    bool understood = true;
    for (const NumberKey& key : numbers) {
        if (line.name != key.name) continue;
        const auto value = base::numberOf(line.value, key.smallest, key.largest);
        understood = value.has_value();
        if (value) group.*key.member = value;
    }
    if (line.name == "Type") {
        group.type = toType(line.value);
        understood = group.type.has_value();
    }
    if (!understood) {
        diagnostics_.warning(
            {path_, line.number, group_, line.name},
            fmt::format("\"{}\" is not a value of this key; the default is used", line.value));
    }
}

IconTheme IndexReader::finish() {
    std::unordered_map<std::string_view, bool> seen;
    for (const std::string& name : names_) {
        if (!seen.emplace(name, true).second) continue;
        const base::Place place{path_, 0, name, {}};
        if (theme_.directories.size() == maximumDirectories) {
            diagnostics_.warning(place, "too many directories; the rest is left out");
            break;
        }
        if (leadsOut(name)) {
            diagnostics_.warning(place, "leads out of the theme's folder; left out");
            continue;
        }
        const auto found = groups_.find(name);
        if (found == groups_.end()) {
            diagnostics_.warning(place, "is listed, but has no group; left out");
            continue;
        }
        const DirectoryGroup& group = found->second;
        if (!group.size) {
            diagnostics_.warning(place, "has no Size; left out");
            continue;
        }
        const int size = *group.size;
        theme_.directories.push_back({base::normalise(name), size, group.scale.value_or(1),
                                      group.type.value_or(DirectoryType::threshold),
                                      group.minimum.value_or(size), group.maximum.value_or(size),
                                      group.threshold.value_or(2)});
    }
    return std::move(theme_);
}

} // namespace

IconTheme parseIconTheme(std::string_view text, std::string_view path, base::Diagnostics& diagnostics) {
    IndexReader reader(path, diagnostics);
    reader.read(text);
    return reader.finish();
}

bool matchesSize(const IconDirectory& directory, int size, int scale) {
    if (directory.scale != scale) return false;
    switch (directory.type) {
    case DirectoryType::fixed:
        return size == directory.size;
    case DirectoryType::scalable:
        return directory.minimum <= size && size <= directory.maximum;
    case DirectoryType::threshold:
        return std::abs(size - directory.size) <= directory.threshold;
    }
    return false;
}

int sizeDistance(const IconDirectory& directory, int size, int scale) {
    const int wanted = size * scale;
    const int own = directory.size * directory.scale;
    switch (directory.type) {
    case DirectoryType::fixed:
        return std::abs(own - wanted);
    case DirectoryType::scalable: {
        const int smallest = directory.minimum * directory.scale;
        const int largest = directory.maximum * directory.scale;
        if (wanted < smallest) return smallest - wanted;
        return wanted > largest ? wanted - largest : 0;
    }
    case DirectoryType::threshold:
        if (wanted < (directory.size - directory.threshold) * directory.scale) return own - wanted;
        return wanted > (directory.size + directory.threshold) * directory.scale ? wanted - own : 0;
    }
    return 0;
}

std::vector<std::uint32_t> searchOrder(const IconTheme& theme, int size, int scale) {
    struct Rank {
        bool other = false; // false sorts first
        int distance = 0;
    };
    std::vector<Rank> ranks;
    ranks.reserve(theme.directories.size());
    for (const IconDirectory& directory : theme.directories) {
        const bool matches = matchesSize(directory, size, scale);
        ranks.push_back({!matches, matches ? 0 : sizeDistance(directory, size, scale)});
    }
    std::vector<std::uint32_t> order(theme.directories.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return ranks[a].other != ranks[b].other ? ranks[b].other : ranks[a].distance < ranks[b].distance;
    });
    return order;
}

} // namespace icons
