#include "xdg/collation.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "xdg/locale.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <fmt/core.h>
#include <span>

namespace xdg {

namespace {

constexpr std::size_t usualKeySize = 512; // bytes; names of up to about a hundred characters
constexpr std::string_view localeFolder = "/usr/lib/locale"; // glibc's; LOCPATH's come before it

/// The name with which the C library is asked: UTF-8, whatever the environment says.
std::string utf8Name(const LocaleName& name) {
    std::string full = name.language;
    if (!name.country.empty()) full += '_' + name.country;
    full += ".UTF-8";
    if (!name.modifier.empty()) full += '@' + name.modifier;
    return full;
}

/// A part of a name, and what is there instead of it: nothing.
std::vector<std::string> without(const std::string& part) {
    if (part.empty()) return {part};
    return {part, ""};
}

std::string_view joined(std::string_view key, std::string_view name, base::Arena& arena) {
    const std::span<char> both = arena.make<char>(key.size() + 1 + name.size());
    const auto behind = std::copy(key.begin(), key.end(), both.begin());
    *behind = '\0';
    std::copy(name.begin(), name.end(), behind + 1);
    return {both.data(), both.size()};
}

} // namespace

Collator::Collator(std::string_view locale) {
    const auto name = LocaleName::parse(locale);
    if (!name) return;
    // Not its LC_CTYPE, which is another file to read: strxfrm asks for no character's kind.
    locale_.reset(::newlocale(LC_COLLATE_MASK, utf8Name(*name).c_str(), nullptr));
}

std::vector<Collator::Candidate> Collator::candidates(std::string_view locale, std::string_view searchPath) {
    std::vector<Candidate> candidates;
    const auto name = LocaleName::parse(locale);
    if (!name) return candidates;
    std::vector<std::string> folders = base::split(searchPath, ':');
    std::erase(folders, std::string());
    if (folders.empty()) candidates.push_back({fmt::format("{}/locale-archive", localeFolder), false});
    folders.emplace_back(localeFolder);
    // glibc also takes a locale that fits less well: without the country, without the modifier.
    const std::string modifier = name->modifier.empty() ? "" : '@' + name->modifier;
    const std::string country = name->country.empty() ? "" : '_' + name->country;
    for (const std::string& endOfName : without(modifier)) {
        for (const std::string& middle : without(country)) {
            for (const std::string_view encoding : {".UTF-8", ".utf8", ""}) {
                const bool isExact = endOfName == modifier && middle == country && !encoding.empty();
                for (const std::string& folder : folders)
                    candidates.push_back({fmt::format("{}/{}{}{}{}/LC_COLLATE", folder, name->language,
                                                      middle, encoding, endOfName),
                                          isExact});
            }
        }
    }
    return candidates;
}

std::string_view Collator::key(std::string_view name, base::Arena& arena) const {
    // The name itself at the end makes the order of names that differ in nothing else a stable one.
    if (!locale_) return joined(base::foldCase(name), name, arena);
    std::array<char, usualKeySize> usual;
    const std::size_t length = ::strxfrm_l(usual.data(), name.data(), usual.size(), locale_.get());
    if (length < usual.size()) return joined({usual.data(), length}, name, arena);
    std::string key(length + 1, '\0');
    ::strxfrm_l(key.data(), name.data(), key.size(), locale_.get());
    return joined(std::string_view(key).substr(0, length), name, arena);
}

} // namespace xdg
