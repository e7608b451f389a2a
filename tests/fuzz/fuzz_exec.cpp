// Exec, from the value in a file to the argument vector, and from there through what pekwm reads.
#include "fuzz/fuzz.hpp"
#include "support/pekwm_model.hpp"
#include "xdg/exec.hpp"

#include <string>
#include <vector>

namespace {

using Argv = std::vector<std::string_view>;

/// An argument as the specification writes it, each in quotes.
std::string quoted(const Argv& argv) {
    std::string exec;
    for (const std::string_view argument : argv) {
        exec += exec.empty() ? "\"" : " \"";
        for (const char c : argument) {
            if (c == '"' || c == '`' || c == '$' || c == '\\') exec += '\\';
            if (c == '%') exec += '%';
            exec += c;
        }
        exec += '"';
    }
    return exec;
}

std::vector<std::string> throughPekwm(const Argv& argv, pekwm::Generation generation) {
    const std::vector<pekwm::Item> items{pekwm::Entry{"x", "", pekwm::Exec{argv}}};
    const auto nodes = support::readMenu(pekwm::write(items, generation), generation);
    fuzz::require(nodes.size() == 1 && nodes[0].child("Actions") != nullptr, "one entry stays one entry");
    const auto actions = support::splitActions(nodes[0].child("Actions")->value);
    fuzz::require(actions.size() == 1, "one command stays one action");
    return support::execArgv(actions[0], generation);
}

} // namespace

/// The parts: Exec, Name, Icon, the file's path.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = fuzz::textOf(data, size);
    if (input.find('\0') != std::string_view::npos) return 0; // no entry with a NUL gets as far as here
    fuzz::Parts parts(input);
    const std::string_view exec = parts.next();
    const std::string_view name = parts.next();
    const std::string_view icon = parts.next();
    const std::string_view file = parts.next();
    base::Arena arena;
    const auto command = xdg::parseExec(exec, {name, icon, file}, arena);
    if (!command) {
        fuzz::require(!command.error().message.empty(), "a refusal says why");
        return 0;
    }
    const Argv& argv = command->argv;
    fuzz::require(!argv.empty() && !argv[0].empty(), "there is a program");
    fuzz::require(argv[0].find('=') == std::string_view::npos, "no program is an assignment");

    const std::string byTheRules = quoted(argv);
    if (byTheRules.size() > xdg::longestCommand) return 0; // quotes take room
    const auto again = xdg::parseExec(byTheRules, {name, icon, file}, arena);
    fuzz::require(again && again->argv == argv, "quoted by the rules, the arguments are the same");
    fuzz::require(again->remarks.empty(), "what is written by the rules needs no remark");

    for (const auto generation : {pekwm::Generation::v0_1, pekwm::Generation::v0_2})
        fuzz::require(throughPekwm(argv, generation) == std::vector<std::string>(argv.begin(), argv.end()),
                      "pekwm starts exactly these arguments");
    return 0;
}
