#include "base/file_tree.hpp"
#include "cache/bytes.hpp"
#include "cache/manifest.hpp"
#include "cache/result_store.hpp"
#include "support/kept_file.hpp"
#include "support/temporary_folder.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace {

void put(const std::string& path, std::string_view text) {
    std::ofstream(path, std::ios::trunc) << text;
}

/// Until files that exist now are old enough to prove anything.
void settle() {
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
}

/// A folder whose files are asked for through a tree that records.
struct RecordedScene {
    support::TemporaryFolder folder;
    std::string root = folder.path();

    [[nodiscard]] std::string in(std::string_view name) const { return root + '/' + std::string(name); }

    /// The manifest of what `ask` asks.
    template <typename Ask>
    std::optional<std::string> manifestOf(Ask ask) {
        const std::int64_t began = cache::fileClock();
        base::FileTree files;
        files.recordInputs();
        ask(files);
        return cache::makeManifest(files.log(), began);
    }

    static bool unchanged(const std::optional<std::string>& manifest) {
        REQUIRE(manifest);
        return cache::isUnchanged(cache::ByteReader(*manifest));
    }
};

} // namespace

TEST_CASE("cache bytes: what was written is read, and anything else is told") {
    cache::ByteWriter out;
    out.number(std::uint64_t{7});
    out.text("seven");
    out.text("");
    out.number(std::int64_t{-1});
    const std::string bytes = out.bytes();
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        cache::ByteReader in(std::string_view(bytes).substr(0, size));
        const bool right =
            in.number() == 7 && in.text() == "seven" && in.text().empty() && in.signedNumber() == -1;
        CHECK((right && in.isGood() && in.atEnd()) == (size == bytes.size()));
    }
    std::string large = bytes;
    large[15] = '\x7F'; // the size of the first text
    cache::ByteReader in(large);
    CHECK(in.number() == 7);
    CHECK(in.text().empty());
    CHECK_FALSE(in.isGood());
    cache::ByteReader counts(std::string_view(bytes).substr(0, 8));
    CHECK(counts.count(8) == 0);
    CHECK_FALSE(counts.isGood());
}

TEST_CASE("cache bytes: each byte and the length count for the checksum") {
    std::string text(37, 'x');
    const std::uint64_t sum = cache::checksum(text);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string other = text;
        other[i] = 'y';
        CHECK(cache::checksum(other) != sum);
    }
    CHECK(cache::checksum(text + '\0') != sum);
    CHECK(cache::checksum("") != cache::checksum(std::string(1, '\0')));
}

TEST_CASE("manifest: a file that was read") {
    RecordedScene scene;
    const std::string path = scene.in("a");
    put(path, "one");
    settle();
    const auto manifest = scene.manifestOf([&](const auto& files) { CHECK(files.read(path, 100)); });
    CHECK(RecordedScene::unchanged(manifest));

    struct stat before {};
    REQUIRE(::stat(path.c_str(), &before) == 0);
    SUBCASE("another content of the same length, with the old time") {
        put(path, "two");
        const timespec times[2] = {before.st_atim, before.st_mtim};
        REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
        CHECK_FALSE(RecordedScene::unchanged(manifest));
    }
    SUBCASE("replaced by an older file") {
        put(scene.in("b"), "two");
        const timespec times[2] = {{1, 0}, {1, 0}};
        REQUIRE(::utimensat(AT_FDCWD, scene.in("b").c_str(), times, 0) == 0);
        fs::rename(scene.in("b"), path);
        CHECK_FALSE(RecordedScene::unchanged(manifest));
    }
    SUBCASE("gone") {
        fs::remove(path);
        CHECK_FALSE(RecordedScene::unchanged(manifest));
    }
    SUBCASE("no longer to be read") {
        REQUIRE(::chmod(path.c_str(), 0) == 0);
        CHECK_FALSE(RecordedScene::unchanged(manifest));
    }
}

TEST_CASE("manifest: files of one folder that are asked for by their paths are one group") {
    RecordedScene scene;
    REQUIRE(fs::create_directory(scene.in("icons")));
    const std::vector<std::string> paths{scene.in("icons/a"), scene.in("icons/b"), scene.in("icons/c")};
    for (const std::string& path : paths)
        put(path, "x");
    settle();
    const auto manifest = scene.manifestOf([&](const auto& files) {
        for (const std::string& path : paths)
            CHECK(files.stat(path));
        CHECK(files.stat(scene.root)); // alone in its folder
    });
    CHECK(RecordedScene::unchanged(manifest));
    CHECK(manifest->find(paths[1]) == std::string::npos);
    CHECK(manifest->find(scene.root) != std::string::npos);

    SUBCASE("the last one changes") {
        put(paths[2], "y");
        CHECK_FALSE(RecordedScene::unchanged(manifest));
    }
    SUBCASE("one is gone") {
        fs::remove(paths[0]);
        CHECK_FALSE(RecordedScene::unchanged(manifest));
    }
    SUBCASE("a new one is nothing that was asked for") {
        put(scene.in("icons/d"), "x");
        CHECK(RecordedScene::unchanged(manifest));
    }
    SUBCASE("the folder is another one with files of the same names") {
        fs::rename(scene.in("icons"), scene.in("old"));
        REQUIRE(fs::create_directory(scene.in("icons")));
        for (const std::string& path : paths)
            put(path, "x");
        CHECK_FALSE(RecordedScene::unchanged(manifest));
    }
    SUBCASE("the folder is gone") {
        fs::remove_all(scene.in("icons"));
        CHECK_FALSE(RecordedScene::unchanged(manifest));
    }
}

TEST_CASE("manifest: one of so many files that two threads look at them") {
    constexpr int many = 1500;
    RecordedScene scene;
    const auto name = [&](int i) { return scene.in("file" + std::to_string(i)); };
    for (int i = 0; i < many; ++i)
        put(name(i), "x");
    settle();
    const auto manifest = scene.manifestOf([&](const auto& files) {
        const auto folder = files.openFolder(scene.root);
        REQUIRE(folder);
        std::string buffer;
        for (const auto& entry : folder->entries())
            CHECK(folder->read(entry.name.c_str(), 100, buffer));
    });
    CHECK(RecordedScene::unchanged(manifest));
    REQUIRE(manifest);
    REQUIRE(manifest->size() > std::size_t{64} * 1024);
    for (const std::size_t size : {manifest->size() - 1, manifest->size() / 2, std::size_t{70'000}})
        CHECK_FALSE(RecordedScene::unchanged(manifest->substr(0, size)));
    int changed = 0;
    SUBCASE("the first") {
        changed = 0;
    }
    SUBCASE("one in the middle") {
        changed = 777;
    }
    SUBCASE("the last") {
        changed = many - 1;
    }
    put(name(changed), "more");
    CHECK_FALSE(RecordedScene::unchanged(manifest));
}

TEST_CASE("manifest: a file that changed just now proves nothing") {
    RecordedScene scene;
    put(scene.in("a"), "one");
    CHECK_FALSE(scene.manifestOf([&](const auto& files) { CHECK(files.read(scene.in("a"), 100)); }));
}

TEST_CASE("manifest: two answers to one question prove nothing") {
    RecordedScene scene;
    put(scene.in("a"), "one");
    settle();
    CHECK_FALSE(scene.manifestOf([&](const auto& files) {
        CHECK(files.stat(scene.in("a")));
        put(scene.in("a"), "two");
        CHECK(files.read(scene.in("a"), 100));
    }));
    CHECK_FALSE(scene.manifestOf([&](const auto& files) {
        CHECK_FALSE(files.stat(scene.in("later")));
        put(scene.in("later"), "here");
    }));
}

TEST_CASE("manifest: a relative path proves nothing") {
    RecordedScene scene;
    CHECK_FALSE(scene.manifestOf([](const auto& files) { CHECK_FALSE(files.stat("no/such/file")); }));
}

TEST_CASE("manifest: a folder and its files") {
    RecordedScene scene;
    for (const char* name : {"a", "b", "c", "d"})
        put(scene.in(name), name);
    fs::create_symlink("nowhere", scene.in("link"));
    settle();
    const auto manifest = scene.manifestOf([&](const auto& files) {
        const auto folder = files.openFolder(scene.root);
        REQUIRE(folder);
        std::string buffer;
        for (const char* name : {"a", "b", "c"})
            CHECK(folder->read(name, 100, buffer));
        for (const auto& entry : folder->entries()) {
            if (!entry.kind) CHECK_FALSE(folder->kindOf(entry));
        }
    });
    CHECK(RecordedScene::unchanged(manifest));
    SUBCASE("one that was read changes") {
        put(scene.in("b"), "B");
    }
    SUBCASE("a new name") {
        put(scene.in("e"), "e");
    }
    SUBCASE("a name that is gone") {
        fs::remove(scene.in("d"));
    }
    SUBCASE("what a link leads to comes") {
        fs::create_symlink(scene.in("a"), scene.in("later"));
        fs::rename(scene.in("later"), scene.in("link"));
    }
    SUBCASE("the folder is another one") {
        fs::rename(scene.root, scene.root + ".old");
        fs::create_directory(scene.root);
        CHECK_FALSE(RecordedScene::unchanged(manifest));
        fs::remove_all(scene.root);
        fs::rename(scene.root + ".old", scene.root);
        put(scene.in("e"), "e");
    }
    CHECK_FALSE(RecordedScene::unchanged(manifest));
}

TEST_CASE("manifest: a file that is listed and not read may change") {
    RecordedScene scene;
    put(scene.in("a"), "a");
    settle();
    const auto manifest = scene.manifestOf([&](const auto& files) { CHECK(files.openFolder(scene.root)); });
    put(scene.in("a"), "b");
    CHECK(RecordedScene::unchanged(manifest));
}

TEST_CASE("manifest: what is not there") {
    RecordedScene scene;
    fs::create_directory(scene.in("bin"));
    settle();
    const auto manifest = scene.manifestOf([&](const auto& files) {
        for (const char* name : {"one", "two", "three", "four"})
            CHECK_FALSE(files.isExecutable(scene.in("bin/") + name));
        CHECK_FALSE(files.stat(scene.in("home/config/a")));
        CHECK_FALSE(files.stat(scene.in("home/config/b")));
        CHECK_FALSE(files.openFolder(scene.in("home/data")));
    });
    CHECK(RecordedScene::unchanged(manifest));
    SUBCASE("a program comes") {
        put(scene.in("bin/three"), "x");
    }
    SUBCASE("a folder far above comes") {
        fs::create_directory(scene.in("home"));
    }
    SUBCASE("the folder of programs is gone") {
        fs::remove(scene.in("bin"));
    }
    CHECK_FALSE(RecordedScene::unchanged(manifest));
}

TEST_CASE("manifest: a link that leads nowhere, until it does") {
    RecordedScene scene;
    fs::create_directory(scene.in("sub"));
    for (const char* name : {"sub/one", "sub/two", "sub/three"})
        fs::create_symlink("../elsewhere", scene.in(name));
    settle();
    const auto manifest = scene.manifestOf([&](const auto& files) {
        for (const char* name : {"sub/one", "sub/two", "sub/three"})
            CHECK_FALSE(files.stat(scene.in(name)));
    });
    CHECK(RecordedScene::unchanged(manifest));
    put(scene.in("elsewhere"), "x");
    CHECK_FALSE(RecordedScene::unchanged(manifest));
}

TEST_CASE("results: the same question, as long as nothing changes") {
    RecordedScene scene;
    put(scene.in("a"), "one");
    settle();
    const cache::ResultStore store(scene.in("kept"));
    const auto keep = [&](std::string_view question) {
        const std::int64_t began = cache::fileClock();
        base::FileTree files;
        files.recordInputs();
        CHECK(files.read(scene.in("a"), 100));
        base::Diagnostics diagnostics;
        diagnostics.warning({"file", 3, "Group", "Key"}, "odd");
        diagnostics.note({"other"}, "so so");
        store.keep(question, {"the text", std::move(diagnostics)}, files.log(), began);
    };
    CHECK_FALSE(store.find("what?"));
    keep("what?");
    const auto found = store.find("what?");
    REQUIRE(found);
    CHECK(found->text == "the text");
    REQUIRE(found->diagnostics.all().size() == 2);
    CHECK(base::format(found->diagnostics.all()[0]) == "file:3: warning: [Group] Key: odd");
    CHECK(base::format(found->diagnostics.all()[1]) == "other: note: so so");
    CHECK_FALSE(store.find("what"));

    const std::string path = fs::directory_iterator(scene.in("kept"))->path();
    const std::string good = support::contentOf(path);
    SUBCASE("each byte counts, and each length") {
        for (std::size_t i = 0; i < good.size(); ++i) {
            std::string bad = good;
            bad[i] = static_cast<char>(bad[i] ^ 0x40);
            put(path, bad);
            CHECK_FALSE(store.find("what?"));
            put(path, good.substr(0, i));
            CHECK_FALSE(store.find("what?"));
        }
    }
    SUBCASE("a right checksum of wrong bytes") {
        for (std::size_t i = 16; i < good.size(); ++i) {
            std::string bad = good;
            bad[i] = static_cast<char>(bad[i] ^ 0x80);
            put(path, support::withRightSum(bad));
            // Some of them are texts and may be anything; none may do harm.
            std::ignore = store.find("what?");
        }
    }
    SUBCASE("too old, or from the future") {
        const std::int64_t now = cache::fileClock() / 1'000'000'000;
        for (const std::int64_t time : {now - 25 * 3600, now + 3600}) {
            const timespec times[2] = {{time, 0}, {time, 0}};
            REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
            CHECK_FALSE(store.find("what?"));
        }
    }
    SUBCASE("a folder or a link in its place") {
        fs::rename(path, path + ".aside");
        fs::create_symlink(path + ".aside", path);
        CHECK_FALSE(store.find("what?"));
        fs::remove(path);
        fs::create_directory(path);
        CHECK_FALSE(store.find("what?"));
        keep("what?");
        CHECK_FALSE(store.find("what?"));
        CHECK(fs::is_directory(path));
    }
    SUBCASE("not too many, the newest") {
        for (std::size_t i = 0; i < 2 * cache::ResultStore::mostResults; ++i)
            keep("question " + std::to_string(i));
        std::size_t count = 0;
        for (const auto& entry : fs::directory_iterator(scene.in("kept")))
            count += entry.path().extension() == ".result" ? 1U : 0U;
        CHECK(count == cache::ResultStore::mostResults);
        CHECK(store.find("question " + std::to_string(2 * cache::ResultStore::mostResults - 1)));
    }
    SUBCASE("what a writer left that was stopped") {
        const auto left = fs::path(scene.in("kept")) / ".old.result.abcdef";
        const auto recent = fs::path(scene.in("kept")) / ".new.result.abcdef";
        put(left.string(), "half");
        put(recent.string(), "half"); // may be at it
        fs::last_write_time(left, fs::file_time_type::clock::now() - std::chrono::hours(48));
        keep("another question");
        CHECK_FALSE(fs::exists(left));
        CHECK(fs::exists(recent));
    }
    SUBCASE("no place to keep it") {
        fs::remove_all(scene.in("kept"));
        put(scene.in("kept"), "a file");
        keep("what?");
        CHECK_FALSE(store.find("what?"));
        CHECK(support::contentOf(scene.in("kept")) == "a file");
    }
}
