#include "input_watcher.hpp"

#include "support/temporary_folder.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <filesystem>
#include <string>
#include <vector>

using Kind = base::Input::Kind;
using Clock = std::chrono::system_clock;

namespace {

/// What happened between a run and its watches: nobody else tells of it.
struct Scene {
    support::TemporaryFolder folder;
    Clock::time_point since = Clock::now() + std::chrono::hours(1); ///< nothing is that new

    [[nodiscard]] bool missed(Kind kind, const std::string& path) const {
        app::InputWatcher watcher;
        REQUIRE(watcher.open());
        return watcher.watch({{kind, path}}, base::FileTree(), since);
    }
};

} // namespace

TEST_CASE("input watcher: nothing is missed where all is as it was") {
    const Scene scene;
    const auto file = scene.folder.write("folder/file", "");
    CHECK_FALSE(scene.missed(Kind::file, file));
    CHECK_FALSE(scene.missed(Kind::folder, scene.folder / "folder"));
    CHECK_FALSE(scene.missed(Kind::missing, scene.folder / "nothing"));
    CHECK_FALSE(scene.missed(Kind::missing, scene.folder / "nothing/at/all"));
    CHECK_FALSE(scene.missed(Kind::missing, scene.folder / "folder/file/below"));
}

TEST_CASE("input watcher: what is gone before it could be watched is missed") {
    const Scene scene;
    scene.folder.write("folder/file", "");
    CHECK(scene.missed(Kind::folder, scene.folder / "folder/gone"));
    CHECK(scene.missed(Kind::folder, scene.folder / "gone/folder"));
    CHECK(scene.missed(Kind::file, scene.folder / "folder/gone"));
    CHECK(scene.missed(Kind::file, scene.folder / "gone/file"));
    // It never led anywhere: a run for each look at it would be one without end.
    std::filesystem::create_symlink("nowhere", scene.folder / "folder/link");
    CHECK_FALSE(scene.missed(Kind::file, scene.folder / "folder/link"));
}

TEST_CASE("input watcher: what came before it could be watched is missed") {
    Scene scene;
    scene.since = Clock::now();
    scene.folder.write("folder/file", "");
    CHECK(scene.missed(Kind::missing, scene.folder / "folder/file"));
    CHECK(scene.missed(Kind::missing, scene.folder / "folder/file/below"));
    CHECK(scene.missed(Kind::file, scene.folder / "folder/file"));
    CHECK(scene.missed(Kind::folder, scene.folder / "folder"));
}
