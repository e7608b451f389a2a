#include "delivery.hpp"

#include "app.hpp"
#include "base/atomic_file.hpp"
#include "base/console.hpp"
#include "base/path.hpp"
#include "output.hpp"

#include <cstdio>
#include <fmt/core.h>

namespace app {

namespace {

int cannotWrite(const std::string& path, const base::Error& error) {
    base::print(stderr, "xdg2pekwm: {}: {}\n", path, error.message);
    return exitNotWritten;
}

constexpr std::string_view menuInHome = "/.pekwm/menu";

/// In whoever's home: people write that one by hand.
bool isMenuOfPekwm(std::string_view path) {
    return path.ends_with(menuInHome);
}

} // namespace

int print(std::string_view text) {
    const auto done = writeToStdout(text);
    return done ? exitDone : cannotWrite("standard output", done.error());
}

int Delivery::run(std::string_view text) {
    if (options_.toStdout()) return print(text);
    if (options_.output)
        return isMenuOfPekwm(*options_.output) ? replaceMenu(*options_.output, text)
                                               : replace(*options_.output, text);
    if (!home_.empty()) return replaceMenu(base::join(home_, menuInHome.substr(1)), text);
    base::print(stderr, "xdg2pekwm: no home folder is known, so there is no place for the menu; "
                        "name one with --output\n");
    return exitNotWritten;
}

int Delivery::replace(const std::string& path, std::string_view text) {
    const auto done = base::replaceFile(path, text);
    if (!done) return cannotWrite(path, done.error());
    changed_ = *done == base::WriteOutcome::written;
    return exitDone;
}

int Delivery::replaceMenu(const std::string& path, std::string_view text) {
    base::Diagnostics notes;
    const auto done = replaceMenuFile(path, text, notes);
    reporter_.report(notes, base::Severity::note);
    if (!done) return cannotWrite(path, done.error());
    changed_ = *done == base::WriteOutcome::written;
    return exitDone;
}

} // namespace app
