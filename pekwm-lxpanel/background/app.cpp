// pekwm-lxpanel-background FILE: draws a picture on the root window and ends. The picture stays on the
// server.
#include "background/picture.hpp"
#include "background/root.hpp"
#include "base/console.hpp"
#include "base/sanitizer.hpp"

#include <cstdio>
#include <fmt/core.h>
#include <string_view>
#include <sys/resource.h>

namespace background {

namespace {

/// Pictures come from anywhere: one that would eat the machine ends this program, and nothing else.
void limitResources() {
    const rlimit memory{1U << 30U, 1U << 30U};
    const rlimit seconds{20, 20};
    if (!base::shadowMemory) ::setrlimit(RLIMIT_AS, &memory);
    ::setrlimit(RLIMIT_CPU, &seconds);
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
