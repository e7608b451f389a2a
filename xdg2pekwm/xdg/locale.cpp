#include "xdg/locale.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace xdg {

std::optional<LocaleName> LocaleName::parse(std::string_view name) {
    LocaleName parts;
    if (const std::size_t at = name.find('@'); at != std::string_view::npos) {
        parts.modifier = name.substr(at + 1);
        name = name.substr(0, at);
    }
    name = name.substr(0, name.find('.'));
    if (const std::size_t line = name.find('_'); line != std::string_view::npos) {
        parts.country = name.substr(line + 1);
        name = name.substr(0, line);
    }
    parts.language = name;
    if (name.empty() || name == "C" || name == "POSIX" || name.find('/') != std::string_view::npos)
        return std::nullopt;
    return parts;
}

LocaleMatcher::LocaleMatcher(std::string_view messages, std::string_view languages) {
    if (messages.empty() || messages == "C" || messages == "POSIX") return;
    for (const std::string& language : base::split(languages, ':')) {
        if (language.empty()) continue;
        const auto name = LocaleName::parse(language);
        if (!name) return; // "C" in the list: what comes after it is never reached
        add(*name);
    }
    if (const auto name = LocaleName::parse(messages); name && candidates_.empty()) add(*name);
}

void LocaleMatcher::add(const LocaleName& name) {
    const auto candidate = [this](std::string text) {
        if (std::find(candidates_.begin(), candidates_.end(), text) == candidates_.end())
            candidates_.push_back(std::move(text));
    };
    const bool country = !name.country.empty();
    const bool modifier = !name.modifier.empty();
    if (country && modifier) candidate(name.language + '_' + name.country + '@' + name.modifier);
    if (country) candidate(name.language + '_' + name.country);
    if (modifier) candidate(name.language + '@' + name.modifier);
    candidate(name.language);
    first_[static_cast<unsigned char>(name.language.front())] |= ofCandidate;
    // Of one letter: nothing is known about what comes behind it, an encoding for example.
    if (name.language.size() < 2)
        second_.fill(noLetter);
    else
        second_[static_cast<unsigned char>(name.language[1])] |= ofCandidate;
}

LocaleMatcher::Letters LocaleMatcher::lettersBut(std::string_view others, std::uint8_t usual) {
    Letters letters;
    letters.fill(usual);
    for (const char c : others)
        letters[static_cast<unsigned char>(c)] = noLetter;
    return letters;
}

std::optional<unsigned> LocaleMatcher::rank(std::string_view keyLocale) const {
    const auto rankOf = [this](std::string_view name) -> std::optional<unsigned> {
        const auto it = std::find(candidates_.begin(), candidates_.end(), name);
        if (it == candidates_.end()) return std::nullopt;
        return static_cast<unsigned>(it - candidates_.begin());
    };
    if (const auto rank = rankOf(keyLocale)) return rank; // no candidate has an encoding
    const std::size_t dot = keyLocale.find('.');
    if (candidates_.empty() || dot == std::string_view::npos) return std::nullopt;
    const std::size_t at = keyLocale.find('@', dot);
    std::string without(keyLocale.substr(0, dot));
    if (at != std::string_view::npos) without += keyLocale.substr(at);
    return rankOf(without);
}

} // namespace xdg
