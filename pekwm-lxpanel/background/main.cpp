// pekwm-lxpanel-background FILE: draws a picture on the root window and ends. The picture stays on the
// server.
#include "background/picture.hpp"
#include "background/root.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <sys/resource.h>

namespace {

/// Pictures come from anywhere: one that would eat the machine ends this program, and nothing else.
void limitResources() {
    const rlimit memory{1U << 30U, 1U << 30U};
    const rlimit seconds{20, 20};
    ::setrlimit(RLIMIT_AS, &memory);
    ::setrlimit(RLIMIT_CPU, &seconds);
}

int fail(const std::string& message) {
    fmt::print(stderr, "pekwm-lxpanel-background: {}\n", message);
    return 1;
}

int draw(const char* file) {
    limitResources();
    auto root = background::Root::open();
    if (!root) return fail(root.error().message);
    const auto picture = background::loadPicture(file, root->width(), root->height());
    if (!picture) return fail(picture.error().message);
    const auto drawn = root->draw(*picture);
    return drawn ? 0 : fail(drawn.error().message);
}

} // namespace

int main(int argc, char** argv) {
    try {
        return argc == 2 ? draw(argv[1]) : fail("usage: pekwm-lxpanel-background FILE");
    } catch (...) { // with a limit of memory there may be none left
        std::fputs("pekwm-lxpanel-background: out of memory\n", stderr);
        return 1;
    }
}
