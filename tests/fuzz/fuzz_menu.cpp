// .menu files: from their texts to an arranged menu. The input is a menu file and the files that it may
// merge; the applications are always the same few.
#include "base/utf8.hpp"
#include "fuzz/fuzz.hpp"
#include "support/temporary_folder.hpp"
#include "xdg/menu_builder.hpp"

#include <array>
#include <set>
#include <string>
#include <utility>

namespace {

/// A system that is made once; nothing outside it can be reached.
class System {
  public:
    System() {
        app("data/applications/calc", "Utility;Math");
        app("data/applications/mail", "Network;Email");
        app("data/applications/sub/web", "Network");
        app("data/applications/plain", "");
        app("more/calc", "Game");
        app("legacy/Games/chess", "Game");
        folder_.write("data/desktop-directories/net.directory",
                      "[Desktop Entry]\nType=Directory\nName=Net\nIcon=net\n");
        folder_.write("data/desktop-directories/off.directory",
                      "[Desktop Entry]\nType=Directory\nName=Off\nNoDisplay=true\n");
        folder_.write("legacy/Games/.directory", "[Desktop Entry]\nType=Directory\nName=Play\n");
        folder_.write("config/menus/applications-merged/one.menu",
                      "<Menu><Menu><Name>Merged</Name><Include><All/></Include></Menu></Menu>");
    }

    [[nodiscard]] std::string root() const { return folder_.path(); }

  private:
    void app(const std::string& name, const std::string& categories) const {
        folder_.write(name + ".desktop", "[Desktop Entry]\nType=Application\nName=" + name +
                                             "\nExec=x\nCategories=" + categories);
    }

    support::TemporaryFolder folder_;
};

/// What every menu keeps to; returns it as text.
std::string checked(const xdg::MenuItem& menu, bool isRoot) {
    using Kind = xdg::MenuItem::Kind;
    std::string text = "(" + std::string(menu.name);
    std::set<std::string_view> ids;
    const xdg::MenuItem* before = nullptr;
    for (const xdg::MenuItem& item : menu.items) {
        fuzz::require(base::isValidUtf8(item.name), "a name is UTF-8");
        if (item.kind == Kind::separator) {
            fuzz::require(before != nullptr && before->kind != Kind::separator,
                          "no separator is first or doubled");
            text += "--";
        } else if (item.kind == Kind::entry) {
            fuzz::require(item.application != nullptr && !item.application->argv.empty(),
                          "an entry can be started");
            fuzz::require(ids.insert(item.id).second, "an entry is shown once");
            text += item.id;
        } else {
            fuzz::require(item.application == nullptr, "only entries are applications");
            text += item.kind == Kind::menu ? checked(item, false) : std::string(item.name);
        }
        text += '\n';
        before = &item;
    }
    fuzz::require(before == nullptr || before->kind != Kind::separator, "no separator is last");
    fuzz::require(isRoot || !menu.name.empty(), "a menu has a name");
    return text + ")";
}

std::string build(const System& system, const std::array<std::string_view, 3>& texts) {
    static constexpr std::array<std::string_view, 3> names{"builtin:/a.menu", "builtin:/b.menu",
                                                           "builtin:/c.menu"};
    const base::FileTree files(system.root());
    xdg::BaseDirectories directories;
    directories.dataDirs = {"/data"};
    directories.configDirs = {"/config"};
    const xdg::ApplicationRules rules{files, {}, {"pekwm"}, {}, xdg::Collator("C")};
    const xdg::MenuSources sources{files, directories, "",
                                   [&](std::string_view path) -> std::optional<std::string_view> {
                                       for (std::size_t i = 0; i < names.size(); ++i)
                                           if (path == names[i]) return texts[i];
                                       return std::nullopt;
                                   }};
    base::Diagnostics diagnostics;
    xdg::DesktopFiles desktopFiles(rules, diagnostics);
    const std::string first(names[0]);
    const auto built =
        xdg::buildMenu({{first}, true, [&] { return first; }}, sources, rules, desktopFiles, diagnostics);
    for (const base::Diagnostic& one : diagnostics.all())
        fuzz::require(base::format(one).find('\n') == std::string::npos, "a message is one line");
    return built ? checked(built->root, true) : "none";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const System system;
    fuzz::Parts parts(fuzz::textOf(data, size));
    std::array<std::string_view, 3> texts;
    for (std::string_view& text : texts)
        text = parts.next();
    const std::string menu = build(system, texts);
    // Building once more costs half of the speed, so only where there is something to see.
    if (menu.size() > 4) fuzz::require(build(system, texts) == menu, "the same files give the same menu");
    return 0;
}
