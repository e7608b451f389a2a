// The look of the session: background, window manager, panel and menu together.
#include "app/session.hpp"

#include "base/path.hpp"
#include "base/program_place.hpp"
#include "config/config_files.hpp"
#include "sys/machine.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fmt/core.h>
#include <utility>

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
    if (!hasDisplay()) return;
    const unsigned set = surroundings_.settings.dpi;
    const bool other = !desk_->dpiIsTold() && (plan::scaleFor(desk_->dpi()) != plan::scaleFor(0) ||
                                               desk_->displayDpi() < desk_->dpi());
    const unsigned dpi = set != 0 || !(other || toldDpi_ != 0) ? set : desk_->dpi();
    if (dpi == std::exchange(toldDpi_, dpi)) return;
    desk_->setDpi(dpi);
    // They asked at their start, and do not ask again.
    for (const Unit unit : {Unit::wm, Unit::panel})
        restartRunning(unit);
}

/// For what a program asks at its start only. One that does not run will ask then.
void Session::restartRunning(Unit unit) {
    if (programs_.of(unit) != nullptr) tell(supervisor::RestartUnit{unit});
}

/// A plain one at once; a picture comes a moment later from a program of its own. Of those there is one at a
/// time: of two the older might come last, and neither would free what was there before both.
void Session::drawBackground() {
    const std::string& background = surroundings_.settings.background;
    if (!desk_ || background == "none") return;
    drawAgain_ = isDrawing();
    if (background.starts_with('#')) return desk_->setBackground(plainShades(background), false);
    const plan::Ground& ground = preparation_->ground;
    if (base::isAbsolute(background)) {
        // It may take a while, and it may be none at all.
        if (!desk_->hasBackground()) desk_->setBackground({ground.top, ground.bottom}, false);
        return drawPicture({background});
    }
    if (background == "plain") return desk_->setBackground({ground.top, ground.top}, false);
    desk_->setBackground({ground.top, ground.bottom}, true);
}

/// When the look's ground is on the screen.
void Session::lookBackground() {
    if (preparation_->look) drawPicture({"--look", preparation_->look->picture});
}

void Session::drawPicture(std::vector<std::string> arguments) {
    if (isDrawing()) {
        drawAgain_ = true;
        return;
    }
    arguments.insert(arguments.begin(), base::fromProgramFolder(fmt::format(
                                            "{}/pekwm-lxpanel/{}", KIT_BIN_TO_LIBEXEC, pictureProgram)));
    startHelper(std::move(arguments));
}

bool Session::isDrawing() const {
    const auto others = programs_.others();
    return std::any_of(others.begin(), others.end(),
                       [](const Program* program) { return program->name == pictureProgram; });
}

void Session::pictureDrawn(bool done) {
    if (!desk_) return;
    if (done) desk_->backgroundReplaced();
    if (std::exchange(drawAgain_, false)) drawBackground();
}

/// Without a look the panel has the first one's size and buttons, and no colours.
void Session::writePanel() {
    const auto look = preparation_->look ? preparation_->look : firstLook(surroundings_, screen(), files_);
    if (!look) return;
    if (const auto written = preparation_->lookFiles.writePanel(*look, files_); !written)
        log(Level::warning, "panel", written.error().message);
}

/// Chooses it anew, and makes all that is there already take it over. Why it is not the one that is wanted is
/// in the log, too.
base::Result<void> Session::applyLook() {
    if (!preparation_) return {}; // it is chosen at the start
    if (!isFolderOurs()) return base::fail("the session's folder has been taken away: log out and in again");
    const std::string before = preparation_->menuConfig;
    const bool hadLook = preparation_->look.has_value();
    auto done = renewLook(*preparation_, surroundings_, screen(), files_);
    logNotes("look");
    drawBackground();
    reloadWm_ = true;
    if (desk_) desk_->recolourDock();
    // Colours come and go while it runs; whether there are any is asked at its start.
    if (hadLook != preparation_->look.has_value()) restartRunning(Unit::panel);
    if (preparation_->menuConfig != before) refreshMenus();
    return done;
}

std::string Session::setTheme(const std::string& name) {
    const std::vector<std::string> names = lookNames(surroundings_, files_);
    if (name != "auto" && name != "none" && std::find(names.begin(), names.end(), name) == names.end())
        return "error: there is no such look\n";
    surroundings_.settings.lookTheme = name;
    if (const auto done = applyLook(); !done) return fmt::format("error: {}\n", done.error().message);
    return "ok\n" + lookAtReload(name);
}

/// What the file that this session alone reads says of the look, for whoever has set another one: so it is
/// again from the next reload on.
std::string Session::lookAtReload(const std::string& name) const {
    if (!surroundings_.configFile) return {};
    base::Diagnostics known; // reported at the start
    const auto read = config::read({}, surroundings_.configFile, files_, known);
    if (!read || read->lookTheme == name) return {};
    return fmt::format("the session that runs reads {} alone, which says {}: so it is again after a reload\n",
                       *surroundings_.configFile, read->lookTheme);
}

} // namespace app
