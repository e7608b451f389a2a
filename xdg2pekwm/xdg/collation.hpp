// The order in which names are shown.
#pragma once

#include <clocale>
#include <locale.h>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

namespace xdg {

/// Makes sort keys: comparing two keys as bytes gives the order of a locale. In the C locale, and where the
/// locale is not installed, names are ordered without regard to case.
class Collator {
  public:
    /// `locale`: what LC_COLLATE would be; its encoding does not matter, since all names are UTF-8.
    explicit Collator(std::string_view locale);

    [[nodiscard]] std::string key(const std::string& name) const;
    [[nodiscard]] bool usesLocale() const { return locale_ != nullptr; }

  private:
    struct Free {
        void operator()(locale_t locale) const { ::freelocale(locale); }
    };
    std::unique_ptr<std::remove_pointer_t<locale_t>, Free> locale_;
};

} // namespace xdg
