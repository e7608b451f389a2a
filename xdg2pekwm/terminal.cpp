#include "terminal.hpp"

#include "base/path.hpp"
#include "command_words.hpp"

#include <array>

namespace app {

namespace {

/// A terminal and the option behind which it takes a command with its arguments as they are.
struct Terminal {
    std::string_view program;
    std::string_view option; ///< empty: needs none
};

constexpr auto terminals = std::to_array<Terminal>({
    {"x-terminal-emulator", "-e"},
    {"sakura", "-e"}, // EasyOS's own
    {"urxvt", "-e"},
    {"rxvt", "-e"},
    {"lxterminal", "-e"},
    {"xfce4-terminal", "-x"},
    {"gnome-terminal", "--"},
    {"mate-terminal", "-x"},
    {"konsole", "-e"},
    {"qterminal", "-e"},
    {"terminator", "-x"},
    {"tilix", "-e"},
    {"alacritty", "-e"},
    {"kitty", ""},
    {"st", "-e"},
    {"xterm", "-e"},
});

std::vector<std::string> command(std::string_view program, std::string_view option) {
    std::vector<std::string> argv{std::string(program)};
    if (!option.empty()) argv.emplace_back(option);
    return argv;
}

} // namespace

std::vector<std::string> terminalCommand(std::string_view wanted, const xdg::ApplicationRules& rules) {
    if (std::vector<std::string> words = commandWords(wanted); !words.empty()) {
        if (words.size() > 1) return words;
        for (const Terminal& terminal : terminals) {
            if (terminal.program == base::fileNameOf(words[0])) return command(words[0], terminal.option);
        }
        return command(words[0], "-e");
    }
    for (const Terminal& terminal : terminals) {
        if (xdg::isInstalled(terminal.program, rules)) return command(terminal.program, terminal.option);
    }
    return command("xterm", "-e");
}

} // namespace app
