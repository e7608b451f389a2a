// The writer of pekwm's grammar: as many entries as the argument says.
#include "pekwm/menu_file.hpp"

#include <benchmark/benchmark.h>
#include <fmt/core.h>

namespace {

void write(benchmark::State& state) {
    const std::vector<std::string_view> argv{"entry", "--open", "a \"quoted\" $word"};
    std::vector<pekwm::Item> items;
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        items.emplace_back(
            pekwm::Entry{fmt::format("An entry, {}", i), "/usr/share/pixmaps/entry.png", pekwm::Exec{argv}});
    }
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(pekwm::write(items, pekwm::Generation::v0_2));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(write)->Arg(100)->Arg(10000);

} // namespace
