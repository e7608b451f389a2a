#include "command_words.hpp"

#include "base/arena.hpp"
#include "base/text.hpp"
#include "xdg/exec.hpp"

namespace app {

std::vector<std::string> commandWords(std::string_view command) {
    command = base::trim(command);
    if (command.empty()) return {};
    std::string plain;
    for (const char c : command)
        plain.append(c == '%' ? 2 : 1, c);
    base::Arena arena;
    const auto parsed = xdg::parseExec(plain, {}, arena);
    if (!parsed || parsed->argv.empty()) return {std::string(command)};
    return {parsed->argv.begin(), parsed->argv.end()};
}

} // namespace app
