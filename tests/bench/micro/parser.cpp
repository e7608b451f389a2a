// The parser of .desktop files: files with as many languages as the argument says. There are many, and no
// line's length tells the next one's, as in real ones: a processor learns a single file by heart.
#include "xdg/desktop_entry.hpp"

#include <benchmark/benchmark.h>
#include <fmt/core.h>
#include <random>
#include <vector>

namespace {

constexpr std::size_t files = 64;

std::string desktopFile(std::int64_t languages, std::mt19937& random) {
    constexpr std::string_view words = "A text of some words in this language, or of some more words";
    std::string text = "[Desktop Entry]\nType=Application\nName=Calculator\nComment=Counts for you\n";
    for (const char* key : {"Name", "Comment"}) {
        for (std::int64_t i = 0; i < languages; ++i) {
            const char first = static_cast<char>('a' + i / 26 % 26);
            const char second = static_cast<char>('a' + i % 26);
            text += fmt::format("{}[{}{}]={}\n", key, first, second, words.substr(0, 8 + random() % 50));
        }
    }
    return text + "Exec=calculator %U\nIcon=calculator\nCategories=Utility;Calculator;GTK;\nTerminal=false\n";
}

/// One after the other.
void parse(benchmark::State& state) {
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same files each time
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < files; ++i)
        texts.push_back(desktopFile(state.range(0), random));
    const xdg::LocaleMatcher locale("de_AT.UTF-8", "");
    base::Diagnostics diagnostics;
    std::size_t next = 0;
    std::int64_t bytes = 0;
    for ([[maybe_unused]] auto _ : state) {
        const std::string& text = texts[next++ % files];
        bytes += static_cast<std::int64_t>(text.size());
        base::Arena arena;
        benchmark::DoNotOptimize(xdg::parseDesktopEntry(text, "calculator.desktop", locale,
                                                        xdg::Actions::skip, arena, diagnostics));
    }
    state.SetBytesProcessed(bytes);
}
BENCHMARK(parse)->Arg(0)->Arg(20)->Arg(124);

} // namespace
