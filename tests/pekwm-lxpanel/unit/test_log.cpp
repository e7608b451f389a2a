#include "sys/log.hpp"

#include "support/temporary_folder.hpp"

#include <algorithm>
#include <climits>
#include <doctest/doctest.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace {

/// The line that is made of it.
std::string lineOf(std::string_view unit, std::string_view event) {
    const sys::Clock clock;
    sys::Log log(clock);
    sys::LogEntry entry;
    entry.level = config::LogLevel::debug; // kept, and not printed
    entry.unit = unit;
    entry.event = event;
    log.write(entry);
    return log.recent();
}

} // namespace

TEST_CASE("names and events neither end a line nor reach a terminal") {
    const std::string line = lineOf("x\n2026 ERROR\x1b[31m event=\"a\"", "b\nc \"d\"");
    CHECK(std::count(line.begin(), line.end(), '\n') == 1);
    CHECK(line.ends_with(R"( DEBUG x\x0a2026 ERROR\x1b[31m event='a' event="b\x0ac 'd'")"
                         "\n"));
}

TEST_CASE("in a folder for all the log is no way into another file") {
    const support::TemporaryFolder folder;
    const std::string forAll = folder / "for-all";
    REQUIRE(::mkdir(forAll.c_str(), 0700) == 0);
    REQUIRE(::chmod(forAll.c_str(), 01777) == 0);
    const std::string mine = folder.write("mine", "");
    REQUIRE(::symlink(mine.c_str(), (forAll + "/link").c_str()) == 0);
    REQUIRE(::symlink(mine.c_str(), (folder / "link").c_str()) == 0);
    REQUIRE(::link(mine.c_str(), (forAll + "/name").c_str()) == 0);
    const sys::Clock clock;
    sys::Log log(clock);
    for (const char* trap : {"/link", "/name"}) {
        CAPTURE(trap);
        CHECK_FALSE(log.open(forAll + trap));
        CHECK_FALSE(sys::Log::canOpen(forAll + trap));
    }
    CHECK(log.open(forAll + "/new"));
    CHECK(log.open(forAll + "/new"));
    CHECK(sys::Log::canOpen(forAll + "/other"));
    CHECK(log.open(folder / "link")); // the user's own, where nobody else can make one
}

TEST_CASE("a line of the log fits what a pipe takes in one piece") {
    const std::string longest(NAME_MAX, '\n');
    CHECK(lineOf(longest, std::string(10000, '\x1b')).size() <= PIPE_BUF);
    CHECK(lineOf(longest, "shown").ends_with(" event=\"shown\"\n"));
    CHECK(lineOf(longest, "shown").size() < 500);
}
