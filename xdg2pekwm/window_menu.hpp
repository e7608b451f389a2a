// pekwm's window menu, which every menu file must have, and the line by which our files are known.
#pragma once

#include "labels.hpp"
#include "pekwm/menu_file.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace app {

/// The first comment of a file that we wrote; a file without it was written by somebody else.
inline constexpr std::string_view menuFileMark = "Made by xdg2pekwm";

/// What can be done with a window, in the words of `labels`. `icon` gives the file of an icon, or an empty
/// text.
[[nodiscard]] pekwm::Submenu windowMenu(const Labels& labels,
                                        const std::function<std::string(std::string_view)>& icon);

} // namespace app
