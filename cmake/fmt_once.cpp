// fmt's own code, compiled once. With all of it in each file that formats, as its headers alone have it, half
// of a build went there; its shared library would have to be loaded, at each start, by programs that run for
// milliseconds.
//
// No number of the kit is written as a language would have it: without that, no program carries the C++
// library's locales, six hundred kilobytes and twelve hundred addresses that each start would have to
// correct.
#define FMT_STATIC_THOUSANDS_SEPARATOR ','
#include <fmt/format-inl.h>

FMT_BEGIN_NAMESPACE
namespace detail {

// The templates that the headers leave to the library, for the one kind of character that the kit uses.
template FMT_API auto dragonbox::to_decimal(float x) noexcept -> dragonbox::decimal_fp<float>;
template FMT_API auto dragonbox::to_decimal(double x) noexcept -> dragonbox::decimal_fp<double>;
template FMT_API auto thousands_sep_impl(locale_ref) -> thousands_sep_result<char>;
template FMT_API auto decimal_point_impl(locale_ref) -> char;
template FMT_API void buffer<char>::append(const char*, const char*);
#if FMT_VERSION < 110000
template FMT_API void vformat_to(buffer<char>&, string_view, basic_format_args<FMT_BUFFER_CONTEXT(char)>,
                                 locale_ref);
#endif

} // namespace detail
FMT_END_NAMESPACE
