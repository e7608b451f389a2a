#include "xdg/exec.hpp"

#include "base/text.hpp"

#include <array>
#include <fmt/core.h>
#include <limits>

namespace xdg {

namespace {

constexpr std::string_view reservedCharacters = "<>~|&;$*?#()`";
constexpr std::size_t usualArguments = 4;
constexpr std::string_view fileCodes = "fFuUdDnNvm"; // expanded to nothing: no files, or deprecated
constexpr std::string_view currentCodes = "fFuUick";

/// Neither white space nor of any meaning anywhere in an Exec.
constexpr auto isPlain = [] {
    std::array<bool, std::numeric_limits<unsigned char>::max() + std::size_t{1}> plain{};
    plain.fill(true);
    for (const char c : std::string_view(" \t\n\r%\\\"'"))
        plain[static_cast<unsigned char>(c)] = false;
    for (const char c : reservedCharacters)
        plain[static_cast<unsigned char>(c)] = false;
    return plain;
}();

class ExecParser {
  public:
    ExecParser(std::string_view exec, const ExecContext& context, base::Arena& arena)
        : exec_(exec), context_(context), arena_(arena) {}

    base::Result<ExecCommand> run() {
        if (auto done = take(exec_.size()); !done) return tl::make_unexpected(std::move(done.error()));
        command_.argv.reserve(usualArguments);
        while (skipSpaces()) {
            if (auto done = parseArgument(); !done) return tl::make_unexpected(std::move(done.error()));
        }
        if (command_.argv.empty() || command_.argv[0].empty()) return base::fail("no program to run");
        if (command_.argv[0].find('=') != std::string_view::npos) {
            return base::fail(
                fmt::format("a program's name may not have a '=' in it: '{}'", command_.argv[0]));
        }
        return std::move(command_);
    }

  private:
    /// So much more of the room is used.
    base::Result<void> take(std::size_t more) {
        if (more > longestCommand - length_)
            return base::fail(
                fmt::format("longer than the {} bytes that a program can be given", longestCommand));
        length_ += more;
        return {};
    }

    bool skipSpaces() {
        while (at_ < exec_.size() && base::isSpace(exec_[at_]))
            ++at_;
        return at_ < exec_.size();
    }

    base::Result<void> parseArgument() {
        // Most arguments mean what they say.
        std::size_t end = at_;
        while (end < exec_.size() && isPlain[static_cast<unsigned char>(exec_[end])])
            ++end;
        if (end == exec_.size() || (end > at_ && base::isSpace(exec_[end]))) {
            command_.argv.emplace_back(exec_.substr(at_, end - at_));
            at_ = end;
            return {};
        }
        argument_.clear();
        onlyCodes_ = true;
        while (at_ < exec_.size() && !base::isSpace(exec_[at_])) {
            auto done = exec_[at_] == '"'    ? parseQuoted('"')
                        : exec_[at_] == '\'' ? parseQuoted('\'')
                                             : parseBare();
            if (!done) return done;
        }
        // What was only a code for files is no argument at all.
        if (!(onlyCodes_ && argument_.empty())) command_.argv.push_back(arena_.keep(argument_));
        return {};
    }

    base::Result<void> parseBare() {
        const char c = exec_[at_++];
        if (c == '%') return expandCode();
        onlyCodes_ = false;
        if (c == '\\') {
            remark("a backslash outside quotes");
            if (at_ == exec_.size()) return base::fail("ends with a lone backslash");
            argument_ += exec_[at_++];
            return {};
        }
        if (reservedCharacters.find(c) != std::string_view::npos)
            remark(fmt::format("'{}' outside quotes", c));
        argument_ += c;
        return {};
    }

    base::Result<void> parseQuoted(char quote) {
        if (quote == '\'') remark("single quotes");
        const std::size_t start = ++at_;
        bool codes = false;
        while (at_ < exec_.size() && exec_[at_] != quote) {
            const char c = exec_[at_++];
            if (c == '%' && (quote == '"' || nextIsCurrentCode())) {
                codes = true;
                if (auto done = expandCode(); !done) return done;
            } else {
                const bool pair =
                    (c == '%' && nextIs('%')) ||
                    (c == '\\' && quote == '"' && at_ < exec_.size() && isEscapable(exec_[at_]));
                argument_ += pair ? exec_[at_++] : c;
            }
        }
        if (at_ == exec_.size())
            return base::fail(
                fmt::format("a {} without its end", quote == '"' ? "double quote" : "single quote"));
        // "" is an empty argument; "%f" was meant to be one file and is none without one.
        if (!(codes && at_ - start == 2)) onlyCodes_ = false;
        ++at_;
        return {};
    }

    /// What a shell reads between single quotes may have other words with a '%', such as a date's.
    [[nodiscard]] bool nextIsCurrentCode() const {
        return at_ < exec_.size() && currentCodes.find(exec_[at_]) != std::string_view::npos;
    }
    [[nodiscard]] bool nextIs(char c) const { return at_ < exec_.size() && exec_[at_] == c; }
    static constexpr bool isEscapable(char c) { return c == '"' || c == '`' || c == '$' || c == '\\'; }

    base::Result<void> expandCode() {
        if (at_ == exec_.size()) return base::fail("ends with a lone '%'");
        const char code = exec_[at_++];
        if (code == '%') {
            argument_ += '%';
            onlyCodes_ = false;
        } else if (code == 'c') {
            onlyCodes_ = false;
            return put(context_.name);
        } else if (code == 'k') {
            onlyCodes_ = false;
            return put(context_.file);
        } else if (code == 'i') {
            if (!context_.icon.empty() && onlyCodes_ && argument_.empty()) {
                command_.argv.emplace_back("--icon");
                return put(context_.icon);
            }
        } else if (fileCodes.find(code) == std::string_view::npos) {
            return base::fail(fmt::format("'%{}' is no field code of the specification", code));
        }
        return {};
    }

    /// What a code stands for.
    base::Result<void> put(std::string_view text) {
        if (auto done = take(text.size()); !done) return done;
        argument_ += text;
        return {};
    }

    void remark(std::string what) {
        for (const std::string& known : command_.remarks) {
            if (known == what) return;
        }
        command_.remarks.push_back(std::move(what));
    }

    std::string_view exec_;
    const ExecContext& context_;
    base::Arena& arena_;
    std::size_t at_ = 0;
    std::size_t length_ = 0; ///< of the line, and of what its codes stand for
    std::string argument_;
    bool onlyCodes_ = true; ///< the argument so far is nothing but field codes
    ExecCommand command_;
};

} // namespace

base::Result<ExecCommand> parseExec(std::string_view exec, const ExecContext& context, base::Arena& arena) {
    return ExecParser(exec, context, arena).run();
}

} // namespace xdg
