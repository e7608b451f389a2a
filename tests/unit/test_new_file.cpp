#include "base/atomic_file.hpp"
#include "support/temporary_folder.hpp"
#include <cerrno>
#include <csignal>
#include <doctest/doctest.h>
#include <filesystem>
#include <iterator>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

std::ptrdiff_t countIn(const std::string& folder) {
    return std::distance(std::filesystem::directory_iterator(folder), {});
}

} // namespace

TEST_CASE("a file that is not there is made, with the mode of new files") {
    const support::TemporaryFolder folder;
    const mode_t mask = ::umask(026);
    const auto made = base::makeFile(folder / "config", "text");
    ::umask(mask);
    REQUIRE(made);
    CHECK(support::contentOf(folder / "config") == "text");
    CHECK(countIn(folder.path()) == 1);
    struct stat status {};
    REQUIRE(::stat((folder / "config").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0640U);
}

TEST_CASE("what is there already is left alone, be it a link that leads nowhere") {
    const support::TemporaryFolder folder;
    const std::string file = folder.write("config", "mine");
    std::filesystem::create_symlink("nowhere", folder / "link");
    std::filesystem::create_directory(folder / "folder");
    for (const char* name : {"config", "link", "folder"}) {
        const auto made = base::makeFile(folder / name, "text");
        REQUIRE_FALSE(made);
        CHECK(made.error().code == EEXIST);
    }
    CHECK(support::contentOf(file) == "mine");
    CHECK(countIn(folder.path()) == 3);
    CHECK(base::makeFile(folder / "config/below", "text").error().code == ENOTDIR);
}

TEST_CASE("a maker that is killed leaves no half of a file") {
    const support::TemporaryFolder folder;
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const rlimit none{0, 0};
        const rlimit half{100, 100};
        // What goes beyond the limit is not written, and the next part ends the process.
        ::signal(SIGXFSZ, SIG_DFL);
        if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::setrlimit(RLIMIT_FSIZE, &half) != 0) ::_exit(1);
        ::_exit(base::makeFile(folder / "config", std::string(200, 'x')) ? 2 : 3);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGXFSZ);
    CHECK_FALSE(std::filesystem::exists(folder / "config"));
    REQUIRE(base::makeFile(folder / "config", "whole"));
    CHECK(support::contentOf(folder / "config") == "whole");
}
