#include "xdg/collation.hpp"

#include "base/utf8.hpp"
#include "xdg/locale.hpp"

#include <cstring>

namespace xdg {

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
    std::string key(name.size() * 4 + 16, '\0');
    std::size_t length = ::strxfrm_l(key.data(), name.c_str(), key.size(), locale_.get());
    if (length >= key.size()) {
        key.resize(length + 1);
        length = ::strxfrm_l(key.data(), name.c_str(), key.size(), locale_.get());
    }
    key.resize(length);
    return key + '\0' + name;
}

} // namespace xdg
