#include "icons/icon_store.hpp"

#include "support/png.hpp"
#include "support/temporary_folder.hpp"

#include <chrono>
#include <ctime>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>

using icons::IconStore;

namespace {

constexpr long long day = 24 * 3600;

base::FileStamp stamp(std::int64_t modified, std::int64_t size) {
    return {1, 2, modified, modified, size, base::FileKind::regular};
}

void setAge(const std::string& path, long long seconds) {
    const timespec times[2] = {{std::time(nullptr) - seconds, 0}, {std::time(nullptr) - seconds, 0}};
    REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
}

const std::string picture = support::encodePng(support::Image(2, 2, {1, 2, 3, 255}));

base::TextIndex indexOf(std::initializer_list<std::string_view> names) {
    base::TextIndex index;
    for (const std::string_view name : names)
        index.add(name);
    return index;
}

} // namespace

TEST_CASE("icon store: names are stable, and differ where anything differs") {
    // Written down once: a change of this name throws every cache away.
    CHECK(icons::iconName("", stamp(0x10, 0x20)) == "6c62272e07bb014262b821756295c58d-10-20-2");
    CHECK(icons::iconName("a", stamp(1, 2)) == "d228cb696f1a8caf78912b704e4a8964-1-2-2");
    const auto name = icons::iconName("/a/b.png", stamp(5, 6));
    CHECK(name == icons::iconName("/a/b.png", stamp(5, 6)));
    CHECK(name != icons::iconName("/a/b.png", stamp(6, 6)));
    CHECK(name != icons::iconName("/a/b.png", stamp(5, 7)));
    CHECK(name != icons::iconName("/a/c.png", stamp(5, 6)));
    base::FileStamp another = stamp(5, 6); // of a theme's pictures in another colour, say
    another.inode = 3;
    CHECK(name != icons::iconName("/a/b.png", another));
    CHECK(name.find('/') == std::string::npos);
    CHECK(name.find('.') == std::string::npos);
}

TEST_CASE("icon store: each size and gap has entries of its own") {
    const support::TemporaryFolder folder;
    const IconStore small(folder / "c", 16, 0);
    const IconStore gap(folder / "c", 16, 8);
    const IconStore large(folder / "c", 24, 0);
    CHECK(small.iconPath("n") != gap.iconPath("n"));
    CHECK(small.iconPath("n") != large.iconPath("n"));
}

TEST_CASE("icon store: entries are listed and read again") {
    const support::TemporaryFolder folder;
    IconStore store(folder / "deep/er/c", 16, 0);
    store.list(); // not there yet
    CHECK(store.state("x") == IconStore::State::absent);
    REQUIRE(store.create());
    store.rememberBad("bad", "is odd");
    store.rememberAsItIs("own");
    folder.write("deep/er/c/16+0/made.png", picture);
    folder.write("deep/er/c/16+0/.half.png.abc", "");
    folder.write("deep/er/c/16+0/stranger.txt", "");
    store.list();
    CHECK(store.state("bad") == IconStore::State::bad);
    CHECK(store.badReason("bad") == "is odd");
    CHECK(store.state("own") == IconStore::State::asItIs);
    CHECK(store.state("made") == IconStore::State::icon);
    CHECK(store.state("stranger") == IconStore::State::absent);
    CHECK(store.badReason("none").empty());
}

TEST_CASE("icon store: pruning keeps what is used and what is young") {
    const support::TemporaryFolder folder;
    IconStore store(folder.path(), 16, 0);
    REQUIRE(store.create());
    const auto put = [&](const std::string& name, long long age, const std::string& content = picture) {
        const auto path = folder.write(name, content);
        setAge(path, age);
        return path;
    };
    const auto used = put("16+0/used.png", 400 * day);
    const auto ownUsed = put("16+0/own-used.own", 400 * day, "");
    const auto old = put("16+0/old.png", 91 * day);
    const auto recent = put("16+0/recent.png", 89 * day);
    const auto otherOld = put("24+8/used.png", 91 * day); // another size: not what this run uses
    const auto otherRecent = put("24+8/recent.png", 2 * day);
    const auto badOld = put("16+0/used.bad", 8 * day, "reason");
    const auto badRecent = put("16+0/recent.bad", 6 * day, "reason");
    const auto empty = put("16+0/empty.png", 0, "");
    const auto damaged = put("16+0/damaged.png", 0, picture.substr(0, picture.size() - 9) + "scribbled");
    const auto half = put("16+0/.x.png.abcdef", 7200);
    const auto halfNow = put("16+0/.y.png.abcdef", 60);
    const auto stranger = put("16+0/notes.txt", 400 * day);
    const auto outside = put("other/old.png", 400 * day);

    store.prune(indexOf({"used", "own-used", "empty", "damaged"}));
    for (const auto& path : {used, ownUsed, recent, otherRecent, badRecent, halfNow, stranger, outside}) {
        CAPTURE(path);
        CHECK(std::filesystem::exists(path));
    }
    for (const auto& path : {old, otherOld, badOld, empty, damaged, half}) {
        CAPTURE(path);
        CHECK_FALSE(std::filesystem::exists(path));
    }
    struct stat status {};
    REQUIRE(::stat(used.c_str(), &status) == 0);
    CHECK(std::time(nullptr) - status.st_mtime < 100); // marked as used
}

TEST_CASE("icon store: it is time to prune once a day") {
    const support::TemporaryFolder folder;
    IconStore store(folder.path(), 16, 0);
    REQUIRE(store.create());
    CHECK(store.isTimeToPrune());
    CHECK_FALSE(store.isTimeToPrune());
    setAge(folder / ".pruned", 2 * day);
    CHECK(store.isTimeToPrune());
    setAge(folder / ".pruned", -1000 * day); // a clock that was set back
    CHECK(store.isTimeToPrune());
}

TEST_CASE("icon store: damaged icons of one size go at once") {
    const support::TemporaryFolder folder;
    IconStore store(folder.path(), 16, 0);
    const auto good = folder.write("16+0/good.png", picture);
    const auto bad = folder.write("16+0/bad.png", "no picture");
    const auto reason = folder.write("16+0/other.bad", "reason");
    const auto stranger = folder.write("16+0/notes.txt", "notes");
    const auto half = folder.write("16+0/.x.png.abcdef", "half");
    store.dropDamaged();
    for (const auto& path : {good, reason, stranger, half})
        CHECK(std::filesystem::exists(path));
    CHECK_FALSE(std::filesystem::exists(bad));
}

TEST_CASE("icon store: beyond the number of entries the longest unused go, never the used ones") {
    const support::TemporaryFolder folder;
    IconStore store(folder.path(), 16, 0);
    REQUIRE(store.create());
    for (std::size_t n = 0; n < IconStore::mostEntries; ++n)
        folder.write("16+0/young" + std::to_string(n) + ".png", picture);
    const auto used = folder.write("16+0/used.png", picture);
    const auto older = folder.write("16+0/older.png", picture);
    const auto old = folder.write("16+0/old.png", picture);
    setAge(used, 80 * day);
    setAge(older, 70 * day);
    setAge(old, 60 * day);
    store.prune(indexOf({"used"}));
    CHECK(std::filesystem::exists(used));
    CHECK_FALSE(std::filesystem::exists(older));
    CHECK_FALSE(std::filesystem::exists(old));
    CHECK(
        std::filesystem::exists(folder / "16+0/young0.png")); // younger than a day: perhaps in use elsewhere
}
