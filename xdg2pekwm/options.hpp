// The command line.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace app {

enum class Format { pekwm, json, tree };

/// What is to be done; everything else is a setting.
enum class Task { write, check, explain, listInputs, printConfig, help, version };

struct Options {
    Task task = Task::write;
    Format format = Format::pekwm;
    std::optional<std::string> output; ///< "-" is standard output; nothing: where pekwm looks
    std::string root = "/";
    std::optional<std::string> config;
    std::string explainId;
    bool submenu = false;
    bool watch = false;
    std::string onChange; ///< a shell command
    /// A run that takes longer ends the program; zero: there is no limit.
    std::chrono::milliseconds timeout{0};
    bool stats = false;
    bool noCache = false;
    /// Settings from flags: name, value, the flag.
    struct Override {
        std::string name;
        std::string value;
        std::string flag;
    };
    std::vector<Override> overrides;

    /// Whether what is made goes to standard output.
    [[nodiscard]] bool toStdout() const { return output ? *output == "-" : format != Format::pekwm; }
    /// Whether it has colours: a tree on a terminal that wants them.
    [[nodiscard]] bool hasColours() const;
};

/// Fails with a message for people where the command line is wrong.
[[nodiscard]] base::Result<Options> parseOptions(int argc, char** argv);

/// The text of --help; fits a screen of 80 columns and 24 lines.
[[nodiscard]] std::string helpText();

} // namespace app
