// pekwm-lxpanel-background FILE: draws a picture on the root window and ends. The picture stays on the
// server.
#include "background/picture.hpp"
#include "background/root.hpp"
#include "base/sanitizer.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <sys/resource.h>

namespace background {

namespace {

/// Pictures come from anywhere: one that would eat the machine ends this program, and nothing else.
void limitResources() {
    const rlimit memory{1U << 30U, 1U << 30U};
    const rlimit seconds{20, 20};
    if (!base::addressSanitizer) ::setrlimit(RLIMIT_AS, &memory);
    ::setrlimit(RLIMIT_CPU, &seconds);
}

int fail(const std::string& message) {
    fmt::print(stderr, "pekwm-lxpanel-background: {}\n", message);
    return 1;
}

} // namespace

int run(int argc, char** argv) {
    if (argc != 2) return fail("usage: pekwm-lxpanel-background FILE");
    limitResources();
    auto root = Root::open();
    if (!root) return fail(root.error().message);
    const auto picture = loadPicture(argv[1], root->width(), root->height());
    if (!picture) return fail(picture.error().message);
    const auto drawn = root->draw(*picture);
    return drawn ? 0 : fail(drawn.error().message);
}

} // namespace background
