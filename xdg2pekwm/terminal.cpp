#include "terminal.hpp"

#include "base/path.hpp"
#include "xdg/exec.hpp"

#include <array>

namespace app {

namespace {

/// A terminal and the option behind which it takes a command with its arguments as they are.
struct Terminal {
    std::string_view program;
    std::string_view option; ///< empty: needs none
};

constexpr std::array terminals{
    Terminal{"x-terminal-emulator", "-e"},
    Terminal{"sakura", "-e"}, // EasyOS's own
    Terminal{"urxvt", "-e"},
    Terminal{"rxvt", "-e"},
    Terminal{"lxterminal", "-e"},
    Terminal{"xfce4-terminal", "-x"},
    Terminal{"gnome-terminal", "--"},
    Terminal{"mate-terminal", "-x"},
    Terminal{"konsole", "-e"},
    Terminal{"qterminal", "-e"},
    Terminal{"terminator", "-x"},
    Terminal{"tilix", "-e"},
    Terminal{"alacritty", "-e"},
    Terminal{"kitty", ""},
    Terminal{"st", "-e"},
    Terminal{"xterm", "-e"},
};

std::vector<std::string> command(std::string_view program, std::string_view option) {
    std::vector<std::string> argv{std::string(program)};
    if (!option.empty()) argv.emplace_back(option);
    return argv;
}

} // namespace

std::vector<std::string> terminalCommand(std::string_view wanted, const xdg::ApplicationRules& rules) {
    if (!wanted.empty()) {
        base::Arena arena;
        if (const auto parsed = xdg::parseExec(wanted, {}, arena); parsed && parsed->argv.size() > 1)
            return {parsed->argv.begin(), parsed->argv.end()};
        for (const Terminal& terminal : terminals) {
            if (terminal.program == base::fileNameOf(wanted)) return command(wanted, terminal.option);
        }
        return command(wanted, "-e");
    }
    for (const Terminal& terminal : terminals) {
        if (xdg::isInstalled(terminal.program, rules)) return command(terminal.program, terminal.option);
    }
    return command("xterm", "-e");
}

} // namespace app
