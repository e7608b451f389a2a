// Two readers give what one does, in the same order, whatever the files hold.
#include "xdg/read_ahead.hpp"

#include "base/sanitizer.hpp"
#include "memory_limit.hpp"
#include "support/temporary_folder.hpp"
#include "xdg/desktop_pool.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <new>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

constexpr int many = 600; ///< more than a second reader needs to be worth its while

struct AheadScene {
    AheadScene() {
        for (int i = 0; i < many; ++i) {
            std::string text =
                fmt::format("[Desktop Entry]\nType=Application\nName={0}\nName[de]=D{0}\nExec=x {0}\n", i);
            if (i % 7 == 0) text += "no key\n";
            if (i % 11 == 0) text += "Terminal=perhaps\nExec=y\n";
            if (i % 97 == 0) text = "nothing";
            folder.write(fmt::format("applications/a{:03}.desktop", i), text);
        }
        for (const char* name : {"a0005.desktop", "a300x.desktop", "zz.desktop"})
            std::filesystem::create_symlink("nowhere", folder / (std::string("applications/") + name));
    }

    support::TemporaryFolder folder;
};

/// What came of it, as texts.
struct Found {
    std::vector<std::string> applications;
    std::vector<std::string> said;
    std::vector<std::string> inputs;
    std::size_t read = 0;
};

enum class Way { oneByOne, together };

Found readBy(Way way, const std::string& folder) {
    base::Diagnostics diagnostics;
    base::FileTree tree;
    tree.recordInputs();
    const xdg::ApplicationRules rules{
        tree, {}, {"pekwm"}, xdg::LocaleMatcher("de_DE", ""), xdg::Collator("C")};
    xdg::DesktopFiles files(rules, diagnostics);
    std::vector<xdg::DesktopFile*> all;
    for (xdg::DesktopFile& file : files.list({folder}))
        all.push_back(&file);
    if (way == Way::together) files.readAll(all);
    Found found;
    for (xdg::DesktopFile* file : all) {
        const xdg::Application& one = files.application(*file);
        found.applications.push_back(fmt::format("{} {} {} {} {}", one.file, one.entry.name, one.argv.size(),
                                                 describe(one.hiddenBecause), one.sortKey.size()));
    }
    for (const base::Diagnostic& one : diagnostics.all())
        found.said.push_back(base::format(one));
    for (const base::Input& input : tree.inputs())
        found.inputs.push_back(input.path);
    found.read = tree.counts().files;
    return found;
}

} // namespace

TEST_CASE("read ahead: two readers give what one does") {
    const AheadScene scene;
    const std::string folder = scene.folder / "applications";
    const Found one = readBy(Way::oneByOne, folder);
    const Found two = readBy(Way::together, folder);
    CHECK(one.applications.size() == many + 3);
    CHECK(one.said.size() > many / 7);
    CHECK(one.applications == two.applications);
    CHECK(one.said == two.said);
    CHECK(one.inputs == two.inputs);
    CHECK(one.read == two.read);
}

TEST_CASE("read ahead: each file is given once at most, and the others are left to the caller") {
    const AheadScene scene;
    const base::FileTree tree;
    const auto folder = tree.openFolder(scene.folder / "applications");
    REQUIRE(folder);
    const xdg::ApplicationRules rules{tree, {}, {"pekwm"}, {}, xdg::Collator("C")};
    std::vector<std::string> paths;
    for (const auto& entry : folder->entries())
        paths.push_back(folder->path() + '/' + entry.name);
    std::vector<xdg::FileToRead> files;
    for (std::size_t i = 0; i < paths.size(); ++i)
        files.push_back({&*folder, folder->entries()[i].name, paths[i]});
    base::Arena arena;
    SUBCASE("many") {
        xdg::ReadAhead ahead(files, rules, arena);
        for (std::size_t i = 0; i < files.size(); ++i) {
            const auto found = ahead.take(i);
            if (found.application == nullptr) continue;
            CHECK(found.application->file == paths[i]);
            CHECK(found.application->entry.isDesktopEntry);
            CHECK(found.stamp.size == static_cast<std::int64_t>(std::filesystem::file_size(paths[i])));
        }
    }
    SUBCASE("few") {
        xdg::ReadAhead ahead(std::span<const xdg::FileToRead>(files).first(5), rules, arena);
        for (std::size_t i = 0; i < 5; ++i)
            CHECK(ahead.take(i).application == nullptr);
    }
    SUBCASE("nobody asks") {
        const xdg::ReadAhead ahead(files, rules, arena);
    }
}

namespace {

/// What this process has of its own, in bytes, as the limit counts it.
rlim_t dataSize() {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word && word != "VmData:") {
    }
    rlim_t kilobytes = 0;
    status >> kilobytes;
    return kilobytes * 1024;
}

bool endsAtTheBound(const std::string& folder) {
    const rlim_t room = dataSize() + (rlim_t{64} << 20U);
    const rlimit small{room, RLIM_INFINITY};
    if (::setrlimit(RLIMIT_DATA, &small) != 0) return false;
    try {
        const app::MemoryLimit limit;
        (void)readBy(Way::together, folder);
    } catch (const std::bad_alloc&) {
        return true;
    }
    return false;
}

} // namespace

TEST_CASE("read ahead: whoever of the two meets the bound of memory, the run ends there") {
    if (base::shadowMemory) return;
    const support::TemporaryFolder folder;
    const std::string argument(30'000, 'a'); // of larger files not all are read
    folder.write("applications/big.desktop",
                 "[Desktop Entry]\nType=Application\nName=Big\nExec=x " + argument + "\n");
    for (int i = 0; i < 4000; ++i)
        std::filesystem::create_symlink("big.desktop", folder / fmt::format("applications/{}.desktop", i));
    for (int round = 0; round < 10; ++round) {
        // What one round has got from the system, the next would have already.
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) ::_exit(endsAtTheBound(folder / "applications") ? 0 : 1);
        int status = -1;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(status == 0);
    }
}
