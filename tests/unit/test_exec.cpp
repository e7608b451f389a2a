#include "xdg/exec.hpp"

#include <doctest/doctest.h>

namespace {

using Argv = std::vector<std::string>;

const xdg::ExecContext context{"My \"App\" $x %f", "icon", "/a b/x.desktop"};

Argv argvOf(std::string_view exec, const xdg::ExecContext& with = context) {
    base::Arena arena;
    const auto command = xdg::parseExec(exec, with, arena);
    REQUIRE_MESSAGE(command, std::string(exec));
    return {command->argv.begin(), command->argv.end()};
}

bool fails(std::string_view exec) {
    base::Arena arena;
    return !xdg::parseExec(exec, context, arena);
}

} // namespace

TEST_CASE("Exec: words and quotes") {
    CHECK(argvOf("prog") == Argv{"prog"});
    CHECK(argvOf("  prog   a  b ") == Argv{"prog", "a", "b"});
    CHECK(argvOf(R"(prog "a b" "" "c")") == Argv{"prog", "a b", "", "c"});
    CHECK(argvOf(R"("/opt/My Prog/x" --y)") == Argv{"/opt/My Prog/x", "--y"});
    CHECK(argvOf(R"(prog "\"\`\$\\")") == Argv{"prog", "\"`$\\"});
    CHECK(argvOf(R"(prog "a\b")") == Argv{"prog", R"(a\b)"});
    CHECK(argvOf(R"(env X="a b" prog)") == Argv{"env", "X=a b", "prog"});
}

TEST_CASE("Exec: field codes without files") {
    CHECK(argvOf("prog %f --x %F %u %U") == Argv{"prog", "--x"});
    CHECK(argvOf("prog %d %D %n %N %v %m end") == Argv{"prog", "end"});
    CHECK(argvOf("prog --file=%f") == Argv{"prog", "--file="});
    CHECK(argvOf("prog \"%f\" end") == Argv{"prog", "end"});
    CHECK(argvOf("prog 100%% \"50%%\"") == Argv{"prog", "100%", "50%"});
    CHECK(argvOf("prog %c") == Argv{"prog", "My \"App\" $x %f"});
    CHECK(argvOf("prog --title=%c") == Argv{"prog", "--title=My \"App\" $x %f"});
    CHECK(argvOf("prog %k") == Argv{"prog", "/a b/x.desktop"});
    CHECK(argvOf("prog %i x") == Argv{"prog", "--icon", "icon", "x"});
    CHECK(argvOf("prog %i x", {"n", "", "f"}) == Argv{"prog", "x"});
}

TEST_CASE("Exec: a command that no shell could be given, written out or by what its codes stand for") {
    const std::string name(1000, 'n');
    std::string exec = "prog";
    for (int i = 0; i < 100; ++i)
        exec += " %c";
    CHECK(argvOf(exec, {name, "", "f"}).size() == 101);
    for (int i = 0; i < 100; ++i)
        exec += " %c";
    base::Arena arena;
    CHECK_FALSE(xdg::parseExec(exec, {name, "", "f"}, arena));
    CHECK(argvOf("prog " + std::string(100'000, 'x')).size() == 2);
    CHECK(fails("prog " + std::string(200'000, 'x')));
}

TEST_CASE("Exec: what must not be run") {
    for (const char* exec : {"", "   ", "%f", "prog \"open", "prog 'open", "prog %x", "prog %", "prog 100%",
                             "VAR=1 prog", "prog \\", "prog \"%z\"", "\"\""}) {
        CAPTURE(exec);
        CHECK(fails(exec));
    }
}

TEST_CASE("Exec: read as a shell would, and said so") {
    const char* const exec = "sh -c 'a \"b\" \\c' d\\ e $x";
    CHECK(argvOf(exec) == Argv{"sh", "-c", "a \"b\" \\c", "d e", "$x"});
    base::Arena arena;
    const auto command = xdg::parseExec(exec, context, arena);
    REQUIRE(command);
    CHECK(command->remarks.size() == 3);
    CHECK(xdg::parseExec("prog \"$x;\"", context, arena)->remarks.empty());
}

TEST_CASE("Exec: field codes between single quotes, as every other launcher expands them") {
    CHECK(argvOf("sh -c 'edit %F; date +%Y-%m %%F'") == Argv{"sh", "-c", "edit ; date +%Y-%m %F"});
    CHECK(argvOf("sh -c 'cd %k'") == Argv{"sh", "-c", "cd " + std::string(context.file)});
    CHECK(argvOf("prog '%f' ''") == Argv{"prog", ""});
}
