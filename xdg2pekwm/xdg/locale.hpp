// Whose language: the user's locale, and which of a key's translations fits it best
// (Desktop Entry Specification, "Localized values for keys").
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xdg {

/// A POSIX locale name taken apart: lang_COUNTRY.ENCODING@MODIFIER, whose encoding says nothing here.
struct LocaleName {
    std::string language;
    std::string country;
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
    /// Whether there may be a rank for a locale that begins with these two letters, or with one and what is
    /// behind it; true also where it cannot begin so, since one of them ends it or its line. For nearly all
    /// of the hundred languages that a file may have there is none.
    [[nodiscard]] bool mayFit(const char* letters) const {
        return (first_[static_cast<unsigned char>(letters[0])] &
                second_[static_cast<unsigned char>(letters[1])]) != 0;
    }
    /// The rank of a key without a locale: worse than all others.
    [[nodiscard]] unsigned defaultRank() const { return static_cast<unsigned>(candidates_.size()); }

    /// What key locales are matched with, best first; each is unique.
    [[nodiscard]] const std::vector<std::string>& candidates() const { return candidates_; }

  private:
    /// What is known of each letter at one place. What two of them have in common is a reason to look at the
    /// locale: both are a candidate's, or one of them is no letter at all.
    using Letters = std::array<std::uint8_t, std::numeric_limits<unsigned char>::max() + std::size_t{1}>;
    static constexpr std::uint8_t ofCandidate = 1;
    static constexpr std::uint8_t otherFirst = 2;
    static constexpr std::uint8_t otherSecond = 4;
    static constexpr std::uint8_t noLetter = ofCandidate | otherFirst | otherSecond;
    static Letters lettersBut(std::string_view others, std::uint8_t usual);

    void add(const LocaleName& name);

    std::vector<std::string> candidates_;
    Letters first_ = lettersBut("\n=]", otherFirst);
    Letters second_ = lettersBut("\n=", otherSecond);
};

} // namespace xdg
