#include "input_watcher.hpp"

#include "support/temporary_folder.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using Kind = base::Input::Kind;
using Clock = std::chrono::system_clock;

namespace {

/// What happened between a run and its watches: nobody else tells of it.
struct Scene {
    support::TemporaryFolder folder;

    [[nodiscard]] static bool missed(Kind kind, const std::string& path, Clock::time_point since) {
        app::InputWatcher watcher;
        REQUIRE(watcher.open());
        return watcher.watch({{kind, path}}, base::FileTree(), since);
    }
    /// All that is there is older than the run.
    [[nodiscard]] static bool missed(Kind kind, const std::string& path) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50)); // more than a tick of the disk's clock
        return missed(kind, path, Clock::now());
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
    const Scene scene;
    const auto since = Clock::now();
    scene.folder.write("folder/file", "");
    std::filesystem::create_symlink("file", scene.folder / "folder/link");
    CHECK(scene.missed(Kind::missing, scene.folder / "folder/file", since));
    CHECK(scene.missed(Kind::file, scene.folder / "folder/file", since));
    CHECK(scene.missed(Kind::folder, scene.folder / "folder", since));
    CHECK(scene.missed(Kind::file, scene.folder / "folder/link", since));
}

TEST_CASE("input watcher: a link that was switched before it could be watched is missed") {
    const Scene scene;
    scene.folder.write("old/file", "");
    scene.folder.write("new/file", "");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const auto since = Clock::now();
    std::filesystem::create_directory_symlink("new", scene.folder / "profile");
    CHECK(scene.missed(Kind::file, scene.folder / "profile/file", since));
    CHECK_FALSE(scene.missed(Kind::file, scene.folder / "profile/file"));
}

TEST_CASE("input watcher: what a clock that was set back left behind is no change") {
    const Scene scene;
    const std::vector<base::Input> inputs{{Kind::file, scene.folder.write("file", "")}};
    const auto back = Clock::now() - std::chrono::hours(1);
    app::InputWatcher watcher([&] { return back; });
    REQUIRE(watcher.open());
    CHECK_FALSE(watcher.watch(inputs, base::FileTree(), back)); // or there would be a run after the other
    // Set back during the run: nobody knows what happened meanwhile.
    CHECK(watcher.watch(inputs, base::FileTree(), Clock::now()));
}
