#include "xdg/collation.hpp"

#include "base/utf8.hpp"
#include "xdg/locale.hpp"

#include <array>
#include <cstddef>
#include <cstring>

namespace xdg {

namespace {

constexpr std::size_t usualKeySize = 512; // bytes; names of up to about a hundred characters

} // namespace

Collator::Collator(std::string_view locale) {
    const auto name = LocaleName::parse(locale);
    if (!name) return;
    std::string full = name->language;
    if (!name->country.empty()) full += '_' + name->country;
    full += ".UTF-8";
    if (!name->modifier.empty()) full += '@' + name->modifier;
    locale_.reset(::newlocale(LC_COLLATE_MASK | LC_CTYPE_MASK, full.c_str(), nullptr));
}

std::string Collator::key(const std::string& name) const {
    // The name itself at the end makes the order of names that differ in nothing else a stable one.
    if (!locale_) return base::foldCase(name) + '\0' + name;
    std::array<char, usualKeySize> usual;
    const std::size_t length = ::strxfrm_l(usual.data(), name.c_str(), usual.size(), locale_.get());
    std::string key;
    key.reserve(length + 1 + name.size());
    if (length < usual.size()) {
        key.assign(usual.data(), length);
    } else {
        key.resize(length + 1);
        ::strxfrm_l(key.data(), name.c_str(), key.size(), locale_.get());
        key.resize(length);
    }
    key += '\0';
    key += name;
    return key;
}

} // namespace xdg
