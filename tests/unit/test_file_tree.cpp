#include "base/arena.hpp"
#include "base/atomic_file.hpp"
#include "base/file_tree.hpp"
#include "base/links.hpp"
#include "base/path.hpp"
#include "support/temporary_folder.hpp"

#include <ctime>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

using base::FileKind;
using base::FileTree;
using base::WriteOutcome;

namespace {

std::string readBack(const std::string& path) {
    return FileTree().read(path, 1 << 20).value_or("<none>");
}

void setTime(const std::string& path, time_t seconds) {
    const timespec times[2] = {{seconds, 0}, {seconds, 0}};
    REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
}

} // namespace

TEST_CASE("paths: normalised and joined") {
    CHECK(base::normalise("/a//b/./c/") == "/a/b/c");
    CHECK(base::normalise("/a/../b") == "/a/../b");
    CHECK(base::normalise("//") == "/");
    CHECK(base::normalise("") == ".");
    CHECK(base::normalise("./") == ".");
    CHECK(base::normalise("a/./b") == "a/b");
    CHECK(base::join("/a", "b") == "/a/b");
    CHECK(base::join("/a", "/b/") == "/b");
    CHECK(base::join("/", "b") == "/b");
    CHECK(base::folderOf("/a/b") == "/a");
    CHECK(base::folderOf("/a") == "/");
    CHECK(base::folderOf("a") == ".");
    CHECK(base::fileNameOf("/a/b") == "b");
}

TEST_CASE("file tree: reads regular files within a limit, and nothing else") {
    const support::TemporaryFolder folder;
    const std::string path = folder.write("file", "0123456789");
    const FileTree files;
    CHECK(files.read(path, 10) == "0123456789");
    CHECK_FALSE(files.read(path, 9));
    CHECK(files.read(folder.write("empty", ""), 10) == "");
    CHECK(files.read(folder / "missing", 10).error().code == ENOENT);
    CHECK_FALSE(files.read(folder.path(), 10));
    REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
    CHECK_FALSE(files.read(folder / "fifo", 10)); // and does not wait for a writer
    CHECK_FALSE(files.read("/dev/zero", 10));
    // Files of /proc have no size, but a content.
    CHECK(files.read("/proc/self/cmdline", 1 << 20).value_or("").size() > 1);
}

TEST_CASE("file tree: a folder's entries are sorted, and links are followed") {
    const support::TemporaryFolder folder;
    folder.write("b", "");
    folder.write("a", "");
    folder.write("sub/x", "");
    REQUIRE(::symlink("sub", (folder / "link").c_str()) == 0);
    REQUIRE(::symlink("nowhere", (folder / "broken").c_str()) == 0);
    const FileTree files;
    const auto open = files.openFolder(folder.path());
    REQUIRE(open);
    std::vector<std::string> names;
    for (const auto& entry : open->entries())
        names.push_back(entry.name);
    CHECK(names == std::vector<std::string>{"a", "b", "broken", "link", "sub"});
    CHECK(open->kindOf(open->entries()[0]) == FileKind::regular);
    CHECK_FALSE(open->kindOf(open->entries()[2]));
    CHECK(open->kindOf(open->entries()[3]) == FileKind::directory);
    CHECK(open->kindOf(open->entries()[4]) == FileKind::directory);
    CHECK_FALSE(files.openFolder(folder / "a"));
}

TEST_CASE("file tree: many questions about one folder, and then about others, are answered as single ones") {
    const support::TemporaryFolder folder;
    folder.write("a/one", "1");
    folder.write("a/two", "22");
    folder.write("b/one", "333");
    REQUIRE(::symlink("../b/one", (folder / "a/link").c_str()) == 0);
    REQUIRE(::symlink("a", (folder / "c").c_str()) == 0);
    const FileTree files;
    const auto size = [&](const std::string& name) {
        const auto stamp = files.stat(folder / name);
        const auto alone = FileTree().stat(folder / name);
        CHECK(stamp == alone);
        return stamp ? stamp->size : -1;
    };
    for (int turn = 0; turn < 3; ++turn) {
        CHECK(size("a/one") == 1);
        CHECK(size("a/two") == 2);
        CHECK(size("a/missing") == -1);
        CHECK(size("a/link") == 3);
        CHECK(size("a/two/none") == -1); // not in a folder
        CHECK(size("c/two") == 2);
        CHECK(size("c/../b/one") == 3);
        CHECK(size("none/one") == -1);
        CHECK(files.stat(folder / "a/")->kind == FileKind::directory);
        CHECK(files.stat(folder / "a/..")->kind == FileKind::directory);
    }
    for (int turn = 0; turn < 5; ++turn) {
        CHECK(size("none/one") == -1); // asked again and again: it may come
        CHECK(files.stat("/")->kind == FileKind::directory);
    }
    folder.write("none/one", "4444");
    for (int turn = 0; turn < 5; ++turn)
        CHECK(size("none/one") == 4);
}

TEST_CASE("file tree: below a root, absolute links stay inside it") {
    const support::TemporaryFolder folder;
    folder.write("etc/real", "inside");
    folder.write("usr/share/x/file", "x");
    REQUIRE(::symlink("/etc/real", (folder / "usr/share/link").c_str()) == 0);
    REQUIRE(::symlink("/usr/share", (folder / "share").c_str()) == 0);
    REQUIRE(::symlink("../../../../../../etc/real", (folder / "usr/share/up").c_str()) == 0);
    REQUIRE(::symlink("loop", (folder / "loop").c_str()) == 0);
    // Forty links more than the kernel would still follow: it must not take the last one outside.
    folder.write("etc/secret", "inside");
    REQUIRE(::symlink("/etc/secret", (folder / "l40").c_str()) == 0);
    for (int i = 0; i < 40; ++i)
        REQUIRE(::symlink(("l" + std::to_string(i + 1)).c_str(),
                          (folder / ("l" + std::to_string(i))).c_str()) == 0);
    const FileTree files(folder.path() + '/');
    CHECK(files.read("/etc/real", 100) == "inside");
    CHECK(files.read("/usr/share/link", 100) == "inside");
    CHECK(files.read("/share/link", 100) == "inside");
    CHECK(files.read("/usr/share/up", 100) == "inside");
    CHECK(files.read("/share/x/../x/file", 100) == "x");
    CHECK_FALSE(files.read("/loop", 100));
    CHECK(files.read("/l1", 100) == "inside");
    CHECK_FALSE(files.read("/l0", 100));
    CHECK(files.hostPath("/l0").empty());
    const auto open = files.openFolder("/share");
    REQUIRE(open);
    CHECK(open->path() == "/share");
    std::string buffer;
    CHECK(open->read("link", 100, buffer) == "inside");
}

TEST_CASE("file tree: the start of a file, however long it is") {
    const support::TemporaryFolder folder;
    const FileTree files;
    CHECK(files.readStart(folder.write("file", "content"), 4) == "cont");
    CHECK(files.readStart(folder / "file", 100) == "content");
    CHECK_FALSE(files.readStart(folder / "none", 4));
    CHECK_FALSE(files.readStart(folder.path(), 4));
}

TEST_CASE("links: each part of the way is told, and where it ends") {
    const support::TemporaryFolder folder;
    folder.write("real/deep/file", "");
    REQUIRE(::symlink("real", (folder / "link").c_str()) == 0);
    REQUIRE(::symlink((folder / "link/deep").c_str(), (folder / "far").c_str()) == 0);
    std::vector<std::string> parts;
    const auto visit = [&](const std::string& above, std::string_view name, base::PathPart part) {
        if (above.starts_with(folder.path()))
            parts.push_back(above.substr(folder.path().size()) + ' ' + std::string(name) +
                            (part == base::PathPart::link      ? " link"
                             : part == base::PathPart::missing ? " missing"
                                                               : ""));
        return true;
    };
    CHECK(base::followLinks({}, folder / "far/./../deep/none/x", visit) == folder / "real/deep/none/x");
    CHECK(parts == std::vector<std::string>{" far link", " link link", " real", "/real deep", "/real/deep ..",
                                            "/real deep", "/real/deep none missing",
                                            "/real/deep/none x missing"});
    const auto working = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    CHECK(base::followLinks({}, "far/file") == folder / "real/deep/file");
    std::filesystem::current_path(working);
    CHECK(base::followLinks({}, "/../..//") == "/");
}

TEST_CASE("file tree: keeps what it was asked for, once") {
    const support::TemporaryFolder folder;
    const std::string path = folder.write("file", "x");
    FileTree files;
    files.recordInputs();
    std::ignore = files.read(path, 10);
    std::ignore = files.read(path, 10);
    std::ignore = files.stat(folder / "missing");
    const auto inputs = files.inputs();
    REQUIRE(inputs.size() == 2);
    CHECK(inputs[0].kind == base::Input::Kind::file);
    CHECK(inputs[1].kind == base::Input::Kind::missing);
}

TEST_CASE("replacing a file: in one step, and only where something changes") {
    const support::TemporaryFolder folder;
    const std::string path = folder / "new/deeper/file";
    CHECK(base::replaceFile(path, "one") == WriteOutcome::written);
    CHECK(readBack(path) == "one");
    CHECK(base::replaceFile(path, "one") == WriteOutcome::unchanged);
    CHECK(base::replaceFile(path, "two") == WriteOutcome::written);
    CHECK(readBack(path) == "two");
    CHECK(std::distance(std::filesystem::directory_iterator(folder / "new/deeper"), {}) == 1);
}

TEST_CASE("replacing a file: a long one is compared to its end") {
    const support::TemporaryFolder folder;
    const std::string path = folder / "menu";
    for (const std::size_t size :
         {(std::size_t{1} << 20U) - 1, std::size_t{1} << 20U, std::size_t{3} << 20U}) {
        std::string content(size, 'a');
        CHECK(base::replaceFile(path, content) == WriteOutcome::written);
        CHECK(base::replaceFile(path, content) == WriteOutcome::unchanged);
        content.back() = 'b';
        CHECK(base::replaceFile(path, content) == WriteOutcome::written);
        CHECK(base::replaceFile(path, content) == WriteOutcome::unchanged);
    }
}

TEST_CASE("replacing a file: the new one is in a later second than the old one") {
    const support::TemporaryFolder folder;
    const std::string path = folder.write("file", "one");
    const time_t future = ::time(nullptr) + 100;
    setTime(path, future);
    REQUIRE(base::replaceFile(path, "two"));
    CHECK(FileTree().stat(path)->modified / 1'000'000'000 == future + 1);
    REQUIRE(base::replaceFile(path, "three"));
    CHECK(FileTree().stat(path)->modified / 1'000'000'000 == future + 2);
}

TEST_CASE("replacing a file: links and modes stay") {
    const support::TemporaryFolder folder;
    const std::string path = folder.write("real/file", "one");
    REQUIRE(::chmod(path.c_str(), 0640) == 0);
    REQUIRE(::symlink("real/file", (folder / "link").c_str()) == 0);
    REQUIRE(base::replaceFile(folder / "link", "two"));
    CHECK(readBack(path) == "two");
    CHECK(std::filesystem::is_symlink(folder / "link"));
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777U) == 0640);
}

TEST_CASE("replacing a file: a link that leads nowhere yet is followed, one in a circle is not replaced") {
    const support::TemporaryFolder folder;
    REQUIRE(::symlink("there/real", (folder / "link").c_str()) == 0);
    REQUIRE(::symlink("link", (folder / "second").c_str()) == 0);
    CHECK(base::replaceFile(folder / "second", "one") == WriteOutcome::written);
    CHECK(std::filesystem::is_symlink(folder / "second"));
    CHECK(std::filesystem::is_symlink(folder / "link"));
    CHECK(readBack(folder / "there/real") == "one");
    REQUIRE(::symlink("nowhere/../out", (folder / "back").c_str()) == 0);
    CHECK(base::replaceFile(folder / "back", "one") == WriteOutcome::written);
    CHECK(readBack(folder / "back") == "one"); // there where the link leads
    REQUIRE(::symlink("circle", (folder / "circle").c_str()) == 0);
    CHECK_FALSE(base::replaceFile(folder / "circle", "one"));
    CHECK(std::filesystem::is_symlink(folder / "circle"));
}

TEST_CASE("replacing a file: somebody else's link in a folder for all is not followed") {
    if (::geteuid() != 0) return; // only root can make one
    const support::TemporaryFolder folder;
    std::filesystem::create_directory(folder / "all");
    REQUIRE(::chmod((folder / "all").c_str(), 01777) == 0);
    REQUIRE(::symlink("../victim", (folder / "all/menu").c_str()) == 0);
    CHECK(base::replaceFile(folder / "all/menu", "one"));
    REQUIRE(::lchown((folder / "all/menu").c_str(), 65534, 65534) == 0);
    CHECK_FALSE(base::replaceFile(folder / "all/menu", "two"));
    CHECK(readBack(folder / "victim") == "one");
}

TEST_CASE("replacing a file: root follows nobody's links, and takes no file away") {
    if (::geteuid() != 0) return;
    constexpr uid_t somebody = 65534;
    const support::TemporaryFolder folder;
    const std::string victim = folder.write("victim/menu", "root's");
    const std::string own = folder.write("home/own", "theirs");
    REQUIRE(::chmod(own.c_str(), 0600) == 0);
    for (const std::string name : {"home", "home/own"})
        REQUIRE(::chown((folder / name).c_str(), somebody, somebody) == 0);
    REQUIRE(::symlink("../victim/menu", (folder / "home/file").c_str()) == 0);
    REQUIRE(::symlink("../victim", (folder / "home/folder").c_str()) == 0);
    for (const std::string name : {"home/file", "home/folder"})
        REQUIRE(::lchown((folder / name).c_str(), somebody, somebody) == 0);
    CHECK_FALSE(base::replaceFile(folder / "home/file", "two"));
    CHECK_FALSE(base::replaceFile(folder / "home/folder/menu", "two"));
    CHECK_FALSE(base::replaceFile(folder / "home/folder/new", "two"));
    CHECK(readBack(victim) == "root's");

    CHECK(base::replaceFile(own, "two") == WriteOutcome::written);
    struct stat status {};
    REQUIRE(::stat(own.c_str(), &status) == 0);
    CHECK(status.st_uid == somebody);
    CHECK(status.st_gid == somebody);
    CHECK((status.st_mode & 07777U) == 0600);
}

TEST_CASE("replacing a file: what cannot be done leaves nothing behind") {
    const support::TemporaryFolder folder;
    folder.write("folder/x", "");
    CHECK_FALSE(base::replaceFile(folder / "folder", "x"));
    CHECK_FALSE(base::replaceFile(folder / "folder/x/y", "x")); // x is a file
    CHECK_FALSE(base::replaceFile("/dev/null", "x"));
    CHECK_FALSE(base::replaceFile("/proc/none", "x"));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("arena: texts stay where they are, with a NUL behind them") {
    base::Arena arena;
    std::vector<std::string_view> kept;
    for (int i = 0; i < 5000; ++i)
        kept.push_back(arena.keep(std::string(static_cast<std::size_t>(i % 50), 'a') + std::to_string(i)));
    const std::string large(200'000, 'x');
    const std::string_view whole = arena.keep(large);
    const base::Arena moved = std::move(arena);
    CHECK(whole == large);
    for (int i = 0; i < 5000; ++i) {
        const std::string wanted = std::string(static_cast<std::size_t>(i % 50), 'a') + std::to_string(i);
        const std::string_view got = kept[static_cast<std::size_t>(i)];
        CHECK(got == wanted);
        CHECK(got.data()[got.size()] == '\0');
    }
}

TEST_CASE("arena: items of any alignment") {
    base::Arena arena;
    for (std::uint64_t i = 0; i < 3000; ++i) {
        CHECK(arena.keep("x") == "x");
        const std::vector<std::uint64_t> items{i, i + 1};
        const auto kept = arena.keep(items);
        CHECK(reinterpret_cast<std::uintptr_t>(kept.data()) % alignof(std::uint64_t) == 0);
        CHECK(kept[1] == i + 1);
        CHECK(arena.make<std::uint64_t>(3)[2] == 0);
    }
    CHECK(arena.make<std::uint64_t>(0).empty());
}

TEST_CASE("arena: megabytes of small pieces") {
    base::Arena arena;
    std::vector<std::span<std::uint64_t>> pieces;
    for (std::uint64_t i = 0; i < 30'000; ++i) {
        pieces.push_back(arena.make<std::uint64_t>(20));
        pieces.back().front() = pieces.back().back() = i;
    }
    for (std::uint64_t i = 0; i < 30'000; ++i)
        CHECK((pieces[i].front() == i && pieces[i].back() == i));
}

TEST_CASE("replace file: what writers have left that were killed goes with the next one, once it is old") {
    const support::TemporaryFolder folder;
    const std::string left = folder.write(".menu.pekwm-kit-part-abcdef", "half");
    const std::string recent = folder.write(".menu.pekwm-kit-part-ghijkl", "half"); // its writer may be at it
    const std::string other = folder.write(".menu.conf.pekwm-kit-part-abcdef", "of somebody else");
    const std::string own = folder.write(".menu.new-backup", "of the user");
    for (const std::string& old : {left, other, own})
        setTime(old, ::time(nullptr) - 7200);
    CHECK(base::replaceFile(folder / "menu", "new").has_value());
    CHECK(readBack(left) == "<none>");
    CHECK(readBack(recent) == "half");
    CHECK(readBack(other) == "of somebody else");
    CHECK(readBack(own) == "of the user");
}

TEST_CASE("replace file: the longest name that a file may have") {
    const support::TemporaryFolder folder;
    const std::string path = folder / std::string(255, 'm');
    CHECK(base::replaceFile(path, "new").has_value());
    CHECK(readBack(path) == "new");
}
