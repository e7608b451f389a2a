#include "labels.hpp"

#include "base/utf8.hpp"
#include "xdg/key_file.hpp"

namespace app {

Labels::Labels(std::string_view text, const xdg::LocaleMatcher& locale, const Settings& settings)
    : settings_(settings) {
    add(text, locale);
}

void Labels::add(std::string_view text, const xdg::LocaleMatcher& locale) {
    using Kind = xdg::KeyFileLine::Kind;
    xdg::KeyFileReader reader(text);
    reader.skipOtherLanguages(locale);
    std::string key;
    unsigned best = 0; // the rank of the translation taken, plus one; 0 for none
    for (xdg::KeyFileLine line = reader.next(); line.kind != Kind::end; line = reader.next()) {
        if (line.kind == Kind::group) {
            key = line.name;
            best = 0;
        } else if (line.kind == Kind::entry && line.name == "Name" && !key.empty()) {
            const auto rank = line.locale.empty() ? locale.defaultRank() : locale.rank(line.locale);
            if (!rank || (best != 0 && *rank + 1 >= best)) continue;
            best = *rank + 1;
            const auto known = texts_.find(key);
            if (known == texts_.end() || *rank <= known->second.rank)
                texts_[key] = {base::toValidUtf8(xdg::unescape(line.value)), *rank};
        }
    }
}

std::string Labels::operator[](std::string_view key) const {
    if (auto own = settings_.label(key)) return *own;
    const auto it = texts_.find(key);
    return it == texts_.end() ? std::string(key) : it->second.text;
}

} // namespace app
