// The words that are ours, in the user's language: from the labels file, replaced by the user's own.
#pragma once

#include "settings.hpp"
#include "xdg/locale.hpp"

#include <map>
#include <string>
#include <string_view>

namespace app {

class Labels {
  public:
    /// `text` is a key file with a group a label and its Name[xx] translations.
    Labels(std::string_view text, const xdg::LocaleMatcher& locale, const Settings& settings);

    /// Labels of a second file replace those of the first, one by one, where they fit the locale as well.
    void add(std::string_view text, const xdg::LocaleMatcher& locale);

    /// The label's text; the key itself where there is no such label.
    [[nodiscard]] std::string operator[](std::string_view key) const;

  private:
    struct Text {
        std::string text;
        unsigned rank = 0; ///< LocaleMatcher's
    };
    const Settings& settings_;
    std::map<std::string, Text, std::less<>> texts_;
};

} // namespace app
