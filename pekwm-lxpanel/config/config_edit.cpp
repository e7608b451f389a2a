#include "config/config_edit.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <optional>

namespace config {

namespace {

/// From a position in the text up to another.
struct Range {
    std::size_t begin;
    std::size_t end;
};

struct Found {
    std::optional<Range> value;              ///< of the last line with the key
    std::optional<std::size_t> endOfSection; ///< behind its last line that is not empty
};

bool isComment(std::string_view line) {
    return line.starts_with('#') || line.starts_with(';');
}

/// The value of a line, without the blanks around it and a comment behind it (" ;", as inih reads it).
Range valueIn(std::string_view text, Range line) {
    Range value{text.find('=', line.begin) + 1, line.end};
    for (std::size_t at = value.begin + 1; at < value.end; ++at)
        if (text[at] == ';' && (text[at - 1] == ' ' || text[at - 1] == '\t')) value.end = at;
    while (value.begin < value.end && base::trim(text.substr(value.begin, 1)).empty())
        ++value.begin;
    while (value.end > value.begin && base::trim(text.substr(value.end - 1, 1)).empty())
        --value.end;
    return value;
}

Found find(std::string_view text, std::string_view section, std::string_view key) {
    Found found;
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t newline = text.find('\n', at);
        const Range whole{at, newline == std::string_view::npos ? text.size() : newline};
        const std::string_view line = base::trim(text.substr(at, whole.end - at));
        at = newline == std::string_view::npos ? text.size() : newline + 1;
        if (line.starts_with('[')) inside = line.substr(1, line.find(']') - 1) == section;
        if (!inside || line.empty()) continue;
        found.endOfSection = at;
        const std::size_t equals = line.find('=');
        if (isComment(line) || equals == std::string_view::npos || base::trim(line.substr(0, equals)) != key)
            continue;
        found.value = valueIn(text, whole);
    }
    return found;
}

} // namespace

std::string withSetting(std::string_view text, std::string_view section, std::string_view key,
                        std::string_view value) {
    const Found found = find(text, section, key);
    std::string out(text);
    if (found.value) {
        const std::string_view gap = found.value->begin > 0 && text[found.value->begin - 1] == '=' ? " " : "";
        return out.replace(found.value->begin, found.value->end - found.value->begin,
                           fmt::format("{}{}", gap, value));
    }
    const std::string line = fmt::format("{} = {}\n", key, value);
    const bool ended = text.empty() || text.back() == '\n';
    if (found.endOfSection)
        return out.insert(*found.endOfSection,
                          (ended || *found.endOfSection < text.size() ? "" : "\n") + line);
    return out + (text.empty() ? "" : ended ? "\n" : "\n\n") + fmt::format("[{}]\n{}", section, line);
}

} // namespace config
