#include "sys/log.hpp"

#include <algorithm>
#include <climits>
#include <doctest/doctest.h>
#include <string>

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

TEST_CASE("a line of the log fits what a pipe takes in one piece") {
    const std::string longest(NAME_MAX, '\n');
    CHECK(lineOf(longest, std::string(10000, '\x1b')).size() <= PIPE_BUF);
    CHECK(lineOf(longest, "shown").ends_with(" event=\"shown\"\n"));
    CHECK(lineOf(longest, "shown").size() < 500);
}
