// Whose language: the user's locale, and which of a key's translations fits it best
// (Desktop Entry Specification, "Localized values for keys").
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xdg {

/// A POSIX locale name taken apart: lang_COUNTRY.ENCODING@MODIFIER.
struct LocaleName {
    std::string language;
    std::string country;
    std::string encoding;
    std::string modifier;

    /// Nothing for "C", "POSIX" (with any encoding), an empty name, and names with a slash.
    [[nodiscard]] static std::optional<LocaleName> parse(std::string_view name);
};

/// Says which translation of a key to take. Made once, asked for every localised line.
class LocaleMatcher {
  public:
    /// No translations at all: the C locale.
    LocaleMatcher() = default;
    /// `messages`: the locale of LC_MESSAGES. `languages`: the value of LANGUAGE, names separated by colons,
    /// best first, which as in GNU gettext replaces the language of `messages` unless that is the C locale.
    LocaleMatcher(std::string_view messages, std::string_view languages);

    /// How well a key's locale fits: 0 best, larger is worse; nothing where it does not fit at all. An
    /// encoding in `keyLocale` is ignored.
    [[nodiscard]] std::optional<unsigned> rank(std::string_view keyLocale) const;
    /// Whether there is a rank.
    [[nodiscard]] bool fits(std::string_view keyLocale) const {
        return (keyLocale.size() < 2 || mayFit(keyLocale.data())) && rank(keyLocale).has_value();
    }
    /// Whether there may be a rank for a locale that begins with these two letters; or with one and what is
    /// behind it. For nearly all of the hundred languages that a file may have there is none.
    [[nodiscard]] bool mayFit(const char* letters) const {
        return letters_[0][static_cast<unsigned char>(letters[0])] &&
               letters_[1][static_cast<unsigned char>(letters[1])];
    }
    /// The rank of a key without a locale: worse than all others.
    [[nodiscard]] unsigned defaultRank() const { return static_cast<unsigned>(candidates_.size()); }

    /// What key locales are matched with, best first; each is unique.
    [[nodiscard]] const std::vector<std::string>& candidates() const { return candidates_; }

  private:
    using Letters = std::array<bool, std::numeric_limits<unsigned char>::max() + std::size_t{1}>;

    void add(const LocaleName& name);

    std::vector<std::string> candidates_;
    std::array<Letters, 2> letters_{}; ///< the first and the second of the candidates
};

} // namespace xdg
