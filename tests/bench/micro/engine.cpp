// From folders to an arranged menu, reading included, of as many entries as the argument says.
#include "support/temporary_folder.hpp"
#include "xdg/menu_builder.hpp"

#include <array>
#include <benchmark/benchmark.h>
#include <fmt/core.h>

namespace {

constexpr std::array categories{"AudioVideo", "Development", "Game",   "Graphics",
                                "Network",    "Office",      "Utility"};

std::string menuFile() {
    std::string text = "<Menu><Name>Root</Name><DefaultAppDirs/>";
    for (const char* category : categories)
        text +=
            fmt::format("<Menu><Name>{0}</Name><Include><Category>{0}</Category></Include></Menu>", category);
    return text + "<Menu><Name>Other</Name><OnlyUnallocated/><Include><All/></Include></Menu></Menu>";
}

void buildMenu(benchmark::State& state) {
    const support::TemporaryFolder folder;
    const std::string menu = folder.write("config/menus/applications.menu", menuFile());
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        const char* category = categories[static_cast<std::size_t>(i) % categories.size()];
        folder.write(
            fmt::format("data/applications/entry-{}.desktop", i),
            fmt::format("[Desktop Entry]\nType=Application\nName=Entry {}\nExec=entry\nCategories={};\n", i,
                        category));
    }
    xdg::BaseDirectories directories;
    directories.dataDirs = {folder / "data"};
    directories.configDirs = {folder / "config"};
    const base::FileTree files;
    const xdg::ApplicationRules rules{files, {}, {"pekwm"}, {}, xdg::Collator("C")};
    const xdg::MenuSources sources{files, directories, "", nullptr};
    for ([[maybe_unused]] auto _ : state) {
        base::Diagnostics diagnostics;
        xdg::DesktopFiles desktopFiles(rules, diagnostics);
        const auto built =
            xdg::buildMenu({{menu}, true, [&] { return menu; }}, sources, rules, desktopFiles, diagnostics);
        if (!built || built->root.items.size() != categories.size()) state.SkipWithError("the menu is wrong");
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(buildMenu)->Arg(100)->Arg(1000);

} // namespace
