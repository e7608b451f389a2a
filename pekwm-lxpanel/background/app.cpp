// pekwm-lxpanel-background [--look] FILE: draws a picture on the root window and ends. The picture stays on
// the server. --look: it belongs to a look, and nobody asked for it by name.
#include "background/picture.hpp"
#include "background/root.hpp"
#include "base/console.hpp"
#include "base/process_limits.hpp"

#include <cstdio>
#include <fmt/core.h>
#include <string_view>

namespace background {

namespace {

constexpr base::ProcessLimits limits{
    std::size_t{1} << 30U,  // a picture several times as large as the screen
    std::size_t{64} << 20U, // some loaders keep a copy of the file, which is no larger
    64,                     // the display, the file, and what the loaders open
};
constexpr rlim_t processorSeconds = 20;

/// Pictures come from anywhere: one that would eat the machine ends this program, and nothing else.
void limitResources() {
    base::limitProcess(limits);
    base::lowerLimit(RLIMIT_CPU, processorSeconds, processorSeconds);
}

int fail(const std::string& message) {
    base::print(stderr, "pekwm-lxpanel-background: {}\n", message);
    return 1;
}

} // namespace

int run(int argc, char** argv) {
    const bool look = argc == 3 && std::string_view(argv[1]) == "--look";
    if (argc != 2 && !look) return fail("usage: pekwm-lxpanel-background [--look] FILE");
    const char* file = argv[argc - 1];
    limitResources();
    auto root = Root::open();
    if (!root) return fail(root.error().message);
    const auto picture = loadPicture(file, root->width(), root->height());
    if (!picture) return fail(picture.error().message);
    const auto drawn = root->draw(*picture, look);
    return drawn ? 0 : fail(drawn.error().message);
}

} // namespace background
