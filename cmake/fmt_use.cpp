// Whether what fmt_once.cpp has is all that is needed: this must link with it.
#include <array>
#include <fmt/compile.h>
#include <fmt/format.h>
#include <iterator>

int main(int argc, char** argv) {
    const std::array<int, 2> list{1, argc};
    std::string text =
        fmt::format("{} {:04x} {:.3f} {} {:>8} {}", argc, argc, argc / 3.0, *argv, argc == 1, 1.5F);
    fmt::format_to(std::back_inserter(text), FMT_COMPILE("{}"), argc);
    fmt::print("{} {}\n", text, fmt::join(list, ", "));
    return 0;
}
