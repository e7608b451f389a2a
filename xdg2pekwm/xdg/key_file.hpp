// The line format that .desktop, .directory and index.theme files share
// (Desktop Entry Specification, "Basic format of the file" and "Possible value types").
#pragma once

#include "base/arena.hpp"
#include "xdg/locale.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace xdg {

/// One meaningful line; comments and blank lines are never seen. All views are into the reader's text.
struct KeyFileLine {
    enum class Kind {
        end,       ///< no more lines
        group,     ///< `[name]`; where it is not well formed, its name is empty, and `value` says why
        entry,     ///< `key[locale]=value`
        malformed, ///< neither; `value` says why
    };
    Kind kind = Kind::end;
    unsigned number = 0;          ///< counted from 1
    std::string_view name = {};   ///< the group's name, or the key without its locale
    std::string_view locale = {}; ///< what is between the key's brackets; empty where there are none
    std::string_view value = {};  ///< raw: escapes are still there, white space around it is not
};

/// Splits a text into its lines. Takes what is found in the wild: CRLF, a byte order mark, lines of any
/// length, a last line without an end, white space at the start of a line.
class KeyFileReader {
  public:
    /// `text` must outlive the reader and all lines that it returned.
    explicit KeyFileReader(std::string_view text);

    /// From here on, well-formed lines with a translation that does not fit `locale`, which must outlive the
    /// reader, are left out: most of a file with a hundred languages.
    void skipOtherLanguages(const LocaleMatcher& locale) { wanted_ = &locale; }

    [[nodiscard]] KeyFileLine next();

  private:
    /// Skips lines up to one that is wanted, is not plain or is no translation of `key`. That next() would do
    /// as well; here only the first bytes of a line are looked at.
    void skipTranslations(std::string_view key);

    std::string_view text_;
    std::size_t at_ = 0; ///< where the next line begins
    unsigned number_ = 0;
    const LocaleMatcher* wanted_ = nullptr;
};

/// A string value with `\s \n \t \r \\` undone; any other escape stays as it is.
[[nodiscard]] std::string unescape(std::string_view raw);
/// The same, in `arena`.
[[nodiscard]] std::string_view unescape(std::string_view raw, base::Arena& arena);
/// More items of a list than this are not read: no real one has as many.
inline constexpr std::size_t mostListItems = 1000;
/// The parts of a `string(s)` value: split at each `;` that is not `\;`, unescaped. Empty parts are
/// dropped: no key that menus are made from gives them a meaning. All of it lies in `arena`.
[[nodiscard]] std::span<const std::string_view> unescapeList(std::string_view raw, base::Arena& arena);

} // namespace xdg
