// Folders of the session, and what it removes.
#include "few_descriptors.hpp"
#include "support/temporary_folder.hpp"
#include "sys/folders.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <optional>

TEST_CASE("a private folder is this user's alone, and goes with all that is in it") {
    const support::TemporaryFolder parent;
    const std::string outside = parent.write("outside/file", "stays");
    {
        const auto folder = sys::PrivateFolder::make({"relative", parent.path()}, "own");
        REQUIRE(folder);
        CHECK(folder->path() == parent / "own");
        CHECK(sys::isPrivate(folder->path()));
        parent.write("own/below/file", "goes");
        std::filesystem::create_symlink(parent / "outside", parent / "own/link");
    }
    CHECK_FALSE(std::filesystem::exists(parent / "own"));
    CHECK(std::filesystem::exists(outside));
}

TEST_CASE("a private folder that is there already can be taken on") {
    const support::TemporaryFolder parent;
    parent.write("public/file", "stays");
    std::filesystem::create_directory(parent / "own");
    std::filesystem::permissions(parent / "own", std::filesystem::perms::owner_all);
    std::filesystem::create_directory_symlink(parent / "own", parent / "link");
    for (const char* name : {"public", "public/file", "link", "missing"})
        CHECK_FALSE(sys::PrivateFolder::adopt(parent / name));
    CHECK(std::filesystem::exists(parent / "public/file"));
    {
        parent.write("own/file", "goes");
        const auto folder = sys::PrivateFolder::adopt(parent / "own");
        REQUIRE(folder);
        CHECK(folder->path() == parent / "own");
    }
    CHECK_FALSE(std::filesystem::exists(parent / "own"));
}

TEST_CASE("a private folder that another session has made anew is left to that one") {
    const support::TemporaryFolder parent;
    auto first = std::make_optional(sys::PrivateFolder::make({parent.path()}, "own"));
    REQUIRE(*first);
    parent.write("own/of the first", "");
    {
        const auto second = sys::PrivateFolder::make({parent.path()}, "own");
        REQUIRE(second);
        CHECK(second->path() == (*first)->path());
        CHECK_FALSE(std::filesystem::exists(parent / "own/of the first"));
        parent.write("own/of the second", "");
        first.reset();
        CHECK(std::filesystem::exists(parent / "own/of the second"));
    }
    CHECK_FALSE(std::filesystem::exists(parent / "own"));
}

TEST_CASE("a private folder knows whether its path still leads to it") {
    const support::TemporaryFolder parent;
    const auto folder = sys::PrivateFolder::make({parent.path()}, "own");
    REQUIRE(folder);
    CHECK(folder->isInPlace());
    std::filesystem::remove_all(parent / "own");
    CHECK_FALSE(folder->isInPlace());
    parent.write("own/of another", "");
    CHECK_FALSE(folder->isInPlace());
}

TEST_CASE("a private folder goes, however deep the folders in it are") {
    const support::TemporaryFolder parent;
    {
        auto folder = sys::PrivateFolder::make({parent.path()}, "own");
        REQUIRE(folder);
        std::string deep = "own";
        for (int level = 0; level < 200; ++level) {
            parent.write(deep + "/file", "");
            deep += "/d";
        }
        parent.write("own/.removed-0/file", ""); // a name that it needs itself
        const FewDescriptors few(64);
        const auto moved = sys::PrivateFolder(std::move(*folder));
    }
    CHECK_FALSE(std::filesystem::exists(parent / "own"));
}

TEST_CASE("of a folder of caches only those go that menu-cache has made, also where it is a link") {
    const support::TemporaryFolder parent;
    const std::string cache = parent.write("elsewhere/0123456789abcdef0123456789abcdef", "");
    const std::string papers = parent.write("elsewhere/my papers, of thirty-two letters", "");
    const std::string others = parent.write("elsewhere/0123456789ABCDEF0123456789ABCDEF", "");
    std::filesystem::create_directory_symlink(parent / "elsewhere", parent / "menus");
    sys::removeChecksumFiles(parent / "menus");
    CHECK_FALSE(std::filesystem::exists(cache));
    CHECK(std::filesystem::exists(papers));
    CHECK(std::filesystem::exists(others));
    CHECK(std::filesystem::is_symlink(parent / "menus"));
}
