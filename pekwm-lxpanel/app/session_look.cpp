// The look of the session: background, window manager, panel and menu together.
#include "app/session.hpp"

#include "base/path.hpp"
#include "sys/machine.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fmt/format.h>

namespace app {

namespace {

constexpr int hexadecimal = 16;

x11::Shades plainShades(const std::string& colour) {
    const auto value =
        static_cast<std::uint32_t>(std::strtoul(colour.c_str() + 1, nullptr, hexadecimal)); // #rrggbb
    return {value, value};
}

} // namespace

Screen Session::screen() const {
    const unsigned set = surroundings_.settings.dpi;
    if (!desk_) return {set, 0};
    return {set != 0 ? set : desk_->dpi(), desk_->size().height};
}

/// Text grows with the resolution by itself, all that we draw does not: so both must hear of the same.
void Session::tellDpi() {
    if (!desk_) return;
    const unsigned set = surroundings_.settings.dpi;
    const bool large = !desk_->dpiIsTold() && plan::scaleFor(desk_->dpi()) != plan::scaleFor(0);
    desk_->setDpi(set != 0 ? set : large ? desk_->dpi() : 0);
}

/// A plain one at once; a picture comes a moment later from a program of its own.
void Session::drawBackground() {
    const std::string& background = surroundings_.settings.background;
    if (!desk_ || background == "none") return;
    if (background.starts_with('#')) return desk_->setBackground(plainShades(background), false);
    const plan::Ground& ground = preparation_->ground;
    if (base::isAbsolute(background)) return drawPicture({background});
    if (background == "plain") return desk_->setBackground({ground.top, ground.top}, false);
    desk_->setBackground({ground.top, ground.bottom}, !ownBackground_);
    if (ownBackground_) lookBackground();
}

/// When the look's ground is on the screen.
void Session::lookBackground() {
    ownBackground_ = true;
    if (preparation_->look) drawPicture({"--look", preparation_->look->picture});
}

void Session::drawPicture(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), sys::fromProgramFolder(fmt::format(
                                            "{}/pekwm-lxpanel/{}", KIT_BIN_TO_LIBEXEC, pictureProgram)));
    startHelper(std::move(arguments));
}

/// Chooses it anew, and makes all that is there already take it over.
void Session::applyLook() {
    if (!preparation_) return;
    const std::string before = preparation_->menuConfig;
    preparation_->notes.clear();
    const bool renewed = renewLook(*preparation_, surroundings_, screen(), files_);
    for (const std::string& note : preparation_->notes)
        log(renewed ? Level::info : Level::warning, "look", note);
    drawBackground();
    if (supervisor_.status(Unit::wm) == supervisor::UnitStatus::ready) programs_.signal(Unit::wm, SIGHUP);
    if (desk_) desk_->recolourDock();
    if (preparation_->menuConfig != before) refreshMenus();
}

std::string Session::setTheme(const std::string& name) {
    const std::vector<std::string> names = lookNames(surroundings_, files_);
    if (name != "auto" && name != "none" && std::find(names.begin(), names.end(), name) == names.end())
        return "error: there is no such look\n";
    surroundings_.settings.lookTheme = name;
    applyLook();
    return "ok\n";
}

} // namespace app
