// Changing one setting in a config file that somebody wrote by hand.
#pragma once

#include <string>
#include <string_view>

namespace config {

/// `text` with `key = value` in `section`: in the line that counts so far, the last one, whose comment stays;
/// else in a new line at the end of the section, which is made at the end where there is none, or where
/// what is there would not count. Every other byte stays.
[[nodiscard]] std::string withSetting(std::string_view text, std::string_view section, std::string_view key,
                                      std::string_view value);

} // namespace config
