#include "input_watcher.hpp"

#include "support/temporary_folder.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <filesystem>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

using InputKind = base::Input::Kind;
using Clock = std::chrono::system_clock;

namespace {

/// What happened between a run and its watches: nobody else tells of it.
struct WatchedScene {
    support::TemporaryFolder folder;

    /// From now on these are watched, and what happened before is of no concern.
    static void start(app::InputWatcher& watcher, const std::vector<base::Input>& inputs,
                      const base::FileTree& files = base::FileTree()) {
        REQUIRE(watcher.open());
        std::ignore = watcher.watch(inputs, files, Clock::now());
    }

    [[nodiscard]] static bool missed(InputKind kind, const std::string& path, Clock::time_point since,
                                     bool there) {
        app::InputWatcher watcher;
        REQUIRE(watcher.open());
        return watcher.watch({{kind, path, there}}, base::FileTree(), since);
    }
    /// All that is there is older than the run.
    [[nodiscard]] static bool missed(InputKind kind, const std::string& path) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50)); // more than a tick of the disk's clock
        return missed(kind, path, Clock::now(), kind != InputKind::missing);
    }
};

} // namespace

TEST_CASE("input watcher: nothing is missed where all is as it was") {
    const WatchedScene scene;
    const auto file = scene.folder.write("folder/file", "");
    CHECK_FALSE(scene.missed(InputKind::file, file));
    CHECK_FALSE(scene.missed(InputKind::folder, scene.folder / "folder"));
    CHECK_FALSE(scene.missed(InputKind::missing, scene.folder / "nothing"));
    CHECK_FALSE(scene.missed(InputKind::missing, scene.folder / "nothing/at/all"));
    CHECK_FALSE(scene.missed(InputKind::missing, scene.folder / "folder/file/below"));
}

TEST_CASE("input watcher: what is gone before it could be watched is missed") {
    const WatchedScene scene;
    scene.folder.write("folder/file", "");
    CHECK(scene.missed(InputKind::folder, scene.folder / "folder/gone"));
    CHECK(scene.missed(InputKind::folder, scene.folder / "gone/folder"));
    CHECK(scene.missed(InputKind::file, scene.folder / "folder/gone"));
    CHECK(scene.missed(InputKind::file, scene.folder / "gone/file"));
    // It never led anywhere: a run for each look at it would be one without end.
    std::filesystem::create_symlink("nowhere", scene.folder / "folder/link");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    CHECK_FALSE(scene.missed(InputKind::file, scene.folder / "folder/link", Clock::now(), false));
    CHECK(scene.missed(InputKind::file, scene.folder / "folder/link")); // it led somewhere when it was read
}

TEST_CASE("input watcher: what came before it could be watched is missed") {
    const WatchedScene scene;
    const auto since = Clock::now();
    scene.folder.write("folder/file", "");
    std::filesystem::create_symlink("file", scene.folder / "folder/link");
    CHECK(scene.missed(InputKind::missing, scene.folder / "folder/file", since, false));
    CHECK(scene.missed(InputKind::file, scene.folder / "folder/file", since, true));
    CHECK(scene.missed(InputKind::folder, scene.folder / "folder", since, true));
    CHECK(scene.missed(InputKind::file, scene.folder / "folder/link", since, true));
}

TEST_CASE("input watcher: a link that was switched before it could be watched is missed") {
    const WatchedScene scene;
    scene.folder.write("old/file", "");
    scene.folder.write("new/file", "");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const auto since = Clock::now();
    std::filesystem::create_directory_symlink("new", scene.folder / "profile");
    CHECK(scene.missed(InputKind::file, scene.folder / "profile/file", since, true));
    CHECK_FALSE(scene.missed(InputKind::file, scene.folder / "profile/file"));
}

TEST_CASE("input watcher: what a clock that was set back left behind is no change") {
    const WatchedScene scene;
    const std::vector<base::Input> inputs{{InputKind::file, scene.folder.write("file", "")}};
    const auto back = Clock::now() - std::chrono::hours(1);
    app::InputWatcher watcher([&] { return back; });
    REQUIRE(watcher.open());
    CHECK_FALSE(watcher.watch(inputs, base::FileTree(), back)); // or there would be a run after the other
    // Set back during the run: nobody knows what happened meanwhile.
    CHECK(watcher.watch(inputs, base::FileTree(), Clock::now()));
}

TEST_CASE("input watcher: a folder that is left by '..' is on the way as well") {
    const WatchedScene scene;
    scene.folder.write("dir/file", "");
    scene.folder.write("share/file", "");
    app::InputWatcher watcher;
    scene.start(watcher, {{InputKind::file, scene.folder / "dir/../share/file", true}});
    std::filesystem::rename(scene.folder / "dir", scene.folder / "dir2");
    CHECK(watcher.drain() == app::InputChange::done);
}

TEST_CASE("input watcher: one link in a folder does not speak for the others") {
    const WatchedScene scene;
    scene.folder.write("there/a", "");
    scene.folder.write("here/b", "");
    std::filesystem::create_symlink("../there/a", scene.folder / "here/a");
    app::InputWatcher watcher;
    scene.start(watcher, {{InputKind::file, scene.folder / "here/a", true},
                          {InputKind::file, scene.folder / "here/b", true}});
    scene.folder.write("here/b", "new");
    CHECK(watcher.drain() == app::InputChange::done);
    scene.folder.write("there/a", "new");
    CHECK(watcher.drain() == app::InputChange::done);
    scene.folder.write("there/b", "new");
    CHECK(watcher.drain() == app::InputChange::none);
}

TEST_CASE("input watcher: a root that is a link itself") {
    const WatchedScene scene;
    scene.folder.write("r1/file", "");
    scene.folder.write("r2/file", "");
    std::filesystem::create_directory_symlink("r1", scene.folder / "root");
    app::InputWatcher watcher;
    scene.start(watcher, {{InputKind::file, "/file", true}}, base::FileTree(scene.folder / "root"));
    std::filesystem::create_directory_symlink("r2", scene.folder / "next");
    std::filesystem::rename(scene.folder / "next", scene.folder / "root");
    CHECK(watcher.drain() == app::InputChange::done);
}
