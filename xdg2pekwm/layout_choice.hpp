// Which .menu file is evaluated.
#pragma once

#include "settings.hpp"
#include "xdg/desktop_pool.hpp"
#include "xdg/menu_builder.hpp"
#include "xdg/menu_sources.hpp"

#include <optional>
#include <string_view>

namespace app {

/// By the settings: the file that is named, the layout that is named, or the first of the specification's
/// menu files; where there is none, or it cannot be used, EasyOS's layout on a system whose applications have
/// its categories, and the plain one elsewhere. All that is passed must outlive the result.
[[nodiscard]] xdg::MenuChoice chooseLayout(const Settings& settings, const xdg::MenuSources& sources,
                                           xdg::DesktopFiles& files);

/// The text of a built-in file by its path, such as "builtin:/easyos-applications.menu".
[[nodiscard]] std::optional<std::string_view> builtinFile(std::string_view path);

} // namespace app
