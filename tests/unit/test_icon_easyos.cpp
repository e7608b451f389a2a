// The icons of a whole EasyOS: KIT_EASYOS names a folder with its root in rootfs/.
#include "icons/finder.hpp"
#include "icons/png_check.hpp"
#include "xdg/key_file.hpp"

#include <cstdlib>
#include <doctest/doctest.h>
#include <set>
#include <string>

namespace {

std::string iconOf(std::string_view text) {
    xdg::KeyFileReader reader(text);
    bool entry = false;
    for (auto line = reader.next(); line.kind != xdg::KeyFileLine::Kind::end; line = reader.next()) {
        if (line.kind == xdg::KeyFileLine::Kind::group) entry = line.name == "Desktop Entry";
        if (entry && line.kind == xdg::KeyFileLine::Kind::entry && line.name == "Icon" && line.locale.empty())
            return xdg::unescape(line.value);
    }
    return {};
}

/// A copy made without links has their targets' names as the files' content.
bool isWrittenLink(const base::FileTree& tree, const std::string& path) {
    const auto content = tree.read(path, 1 << 20);
    if (!content || content->size() > 255 || content->find('\n') != std::string::npos) return false;
    const std::size_t slash = path.rfind('/');
    return !tree.stat(path.substr(0, slash + 1) + *content);
}

} // namespace

TEST_CASE("icon finder: of a whole EasyOS only the icons of programs that are not in it are missing") {
    const char* folder = std::getenv("KIT_EASYOS");
    if (folder == nullptr || *folder == '\0') {
        MESSAGE("KIT_EASYOS is not set");
        return;
    }
    const std::set<std::string> missing = {"gadmin-samba.desktop",
                                           "ghasher.desktop",
                                           "Leafpad-text-editor.desktop",
                                           "gcolor2.desktop",
                                           "gimp.desktop",
                                           "gnome-mplayer.desktop",
                                           "gpicview.desktop",
                                           "hardinfo.desktop",
                                           "planner.desktop",
                                           "xine.desktop",
                                           "mtr.desktop",
                                           "vlc.desktop",
                                           "io.github.GnomeMpv.desktop",
                                           "io.github.celluloid_player.Celluloid.desktop",
                                           "xfce-menueditor.desktop",
                                           "xfce-settings-manager.desktop",
                                           "xfce-wm-settings.desktop",
                                           "xfce-wmtweaks-settings.desktop",
                                           "xfce-workspaces-settings.desktop",
                                           "xfce4-panel-manager.desktop"};
    const base::FileTree tree(std::string(folder) + "/rootfs");
    base::Diagnostics diagnostics;
    const std::vector<std::string> data{"/root/.local/share", "/usr/local/share", "/usr/share"};
    icons::Finder finder(
        tree, {"hicolor", 16, 1, icons::standardBaseFolders("/root", data), icons::standardPlainFolders()},
        diagnostics);
    const auto applications = tree.openFolder("/usr/share/applications");
    REQUIRE(applications);
    std::set<std::string> notFound;
    for (const auto& entry : applications->entries()) {
        if (!entry.name.ends_with(".desktop")) continue;
        const auto text = tree.read("/usr/share/applications/" + entry.name, 1 << 20);
        REQUIRE(text);
        const std::string icon = iconOf(*text);
        const icons::ImageFile* const found = finder.find(icon);
        if (found == nullptr || isWrittenLink(tree, found->path)) notFound.insert(entry.name);
        if (found != nullptr) CHECK(found->path.find("/icons/hicolor/") == std::string::npos);
    }
    CHECK(notFound == missing);
}
