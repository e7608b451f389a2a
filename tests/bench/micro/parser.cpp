// The parser of .desktop files: one file with as many languages as the argument says.
#include "xdg/desktop_entry.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

namespace {

std::string desktopFile(std::int64_t languages) {
    std::string text = "[Desktop Entry]\nType=Application\nName=Calculator\nComment=Counts for you\n";
    for (const char* key : {"Name", "Comment"}) {
        for (std::int64_t i = 0; i < languages; ++i) {
            const char first = static_cast<char>('a' + i / 26 % 26);
            const char second = static_cast<char>('a' + i % 26);
            text += fmt::format("{}[{}{}]=A text of some words in this language\n", key, first, second);
        }
    }
    return text + "Exec=calculator %U\nIcon=calculator\nCategories=Utility;Calculator;GTK;\nTerminal=false\n";
}

void parse(benchmark::State& state) {
    const std::string text = desktopFile(state.range(0));
    const xdg::LocaleMatcher locale("de_AT.UTF-8", "");
    base::Diagnostics diagnostics;
    for ([[maybe_unused]] auto _ : state) {
        base::Arena arena;
        benchmark::DoNotOptimize(xdg::parseDesktopEntry(text, "calculator.desktop", locale,
                                                        xdg::Actions::skip, arena, diagnostics));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(parse)->Arg(0)->Arg(20)->Arg(124);

} // namespace
