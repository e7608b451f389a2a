// Looking up icons: each name for the first time, in a theme of as many names as the argument says.
#include "icons/finder.hpp"
#include "support/temporary_folder.hpp"

#include <benchmark/benchmark.h>
#include <fmt/core.h>

namespace {

void findIcons(benchmark::State& state) {
    const support::TemporaryFolder folder;
    folder.write("icons/bench/index.theme",
                 "[Icon Theme]\nName=Bench\nDirectories=16,48\n[16]\nSize=16\n[48]\nSize=48\n");
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        names.push_back(fmt::format("icon-{}", i));
        folder.write(fmt::format("icons/bench/{}/{}.png", i % 2 == 0 ? 16 : 48, names.back()), "");
    }
    const base::FileTree files;
    icons::FinderOptions options;
    options.theme = "bench";
    options.baseFolders = {folder / "icons"};
    for ([[maybe_unused]] auto _ : state) {
        base::Diagnostics diagnostics;
        icons::Finder finder(files, options, diagnostics);
        for (const std::string& name : names) {
            if (!finder.find(name)) state.SkipWithError("an icon was not found");
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(findIcons)->Arg(30)->Arg(300);

} // namespace
