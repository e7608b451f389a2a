#include "config/config_edit.hpp"

#include "base/ini_reader.hpp"
#include "base/text.hpp"

#include <fmt/core.h>
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
        if (text[at] == ';' && base::isIniSpace(text[at - 1])) value.end = at;
    while (value.begin < value.end && base::isIniSpace(text[value.begin]))
        ++value.begin;
    while (value.end > value.begin && base::isIniSpace(text[value.end - 1]))
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

/// Whether a reader of the file gets this value.
bool counts(std::string_view text, std::string_view section, std::string_view key, std::string_view value) {
    bool last = false;
    base::Diagnostics ignored;
    base::readIni(
        text, {},
        [&](const base::IniEntry& entry) {
            if (entry.section == section && entry.key == key) last = entry.value == value;
        },
        ignored);
    return last;
}

std::string withSection(std::string_view text, std::string_view section, std::string_view line) {
    const bool ended = text.empty() || text.back() == '\n';
    return fmt::format("{}{}[{}]\n{}", text, text.empty() ? "" : ended ? "\n" : "\n\n", section, line);
}

/// In the line or the section that seems to be the right one.
std::string inPlace(std::string_view text, std::string_view section, std::string_view key,
                    std::string_view value) {
    const Found found = find(text, section, key);
    std::string out(text);
    if (found.value) {
        const std::string_view gap = found.value->begin > 0 && text[found.value->begin - 1] == '=' ? " " : "";
        return out.replace(found.value->begin, found.value->end - found.value->begin,
                           fmt::format("{}{}", gap, value));
    }
    const std::string line = fmt::format("{} = {}\n", key, value);
    if (!found.endOfSection) return withSection(text, section, line);
    const bool ended = text.back() == '\n' || *found.endOfSection < text.size();
    return out.insert(*found.endOfSection, (ended ? "" : "\n") + line);
}

} // namespace

std::string withSetting(std::string_view text, std::string_view section, std::string_view key,
                        std::string_view value) {
    std::string out = inPlace(text, section, key, value);
    if (counts(out, section, key, value)) return out;
    // What stands there is read in another way than it looks like: "theme: x", a section without its ']'.
    return withSection(text, section, fmt::format("{} = {}\n", key, value));
}

} // namespace config
