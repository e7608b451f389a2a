// The order in which names are shown.
#pragma once

#include "base/arena.hpp"

#include <clocale>
#include <locale.h>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace xdg {

/// Makes sort keys: comparing two keys as bytes gives the order of a locale. In the C locale, and where the
/// locale is not installed, names are ordered without regard to case.
class Collator {
  public:
    /// `locale`: what LC_COLLATE would be; its encoding does not matter, since all names are UTF-8.
    explicit Collator(std::string_view locale);

    /// In `arena`. `name` has a NUL behind it.
    [[nodiscard]] std::string_view key(std::string_view name, base::Arena& arena) const;

    struct Candidate {
        std::string path;
        bool isExact; ///< of this very locale: where it is there, the C library looks no further
    };
    /// Where the C library looks for the order of `locale`, in its order; nothing for the C locale.
    /// `searchPath`: LOCPATH.
    [[nodiscard]] static std::vector<Candidate> candidates(std::string_view locale,
                                                           std::string_view searchPath);

  private:
    struct Free {
        void operator()(locale_t locale) const { ::freelocale(locale); }
    };
    std::unique_ptr<std::remove_pointer_t<locale_t>, Free> locale_;
};

} // namespace xdg
