#include "pekwm_model.hpp"

#include <cctype>
#include <stdexcept>

namespace support {

namespace {

[[noreturn]] void bad(const std::string& what) {
    throw std::runtime_error("pekwm model: " + what);
}

class MenuParser {
  public:
    MenuParser(std::string_view text, pekwm::Generation generation) : text_(text), generation_(generation) {}

    std::vector<ModelNode> nodes(bool nested) {
        std::vector<ModelNode> out;
        for (;;) {
            skip();
            if (at_ == text_.size()) {
                if (nested) bad("a section without its '}'");
                return out;
            }
            if (text_[at_] == '}') {
                if (!nested) bad("a '}' too many");
                ++at_;
                return out;
            }
            out.push_back(node());
        }
    }

  private:
    static bool isName(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

    /// White space, `;` and comments between entries.
    void skip() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (std::isspace(static_cast<unsigned char>(c)) != 0 || c == ';') {
                ++at_;
            } else if (c == '#' || text_.substr(at_, 2) == "//") {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else {
                return;
            }
        }
    }

    ModelNode node() {
        ModelNode out;
        while (at_ < text_.size() && isName(text_[at_]))
            out.name += text_[at_++];
        if (out.name.empty()) bad("no name where one must be, at byte " + std::to_string(at_));
        skipBlanks();
        if (peek() == '=') {
            ++at_;
            skipBlanks();
            out.value = value();
            skipBlanks();
        }
        if (peek() == '{') {
            ++at_;
            out.children = nodes(true);
        }
        return out;
    }

    void skipBlanks() {
        while (peek() == ' ' || peek() == '\t')
            ++at_;
    }
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    std::string value() {
        if (peek() != '"') bad("a value without its opening quote");
        std::string out;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\') {
                if (++at_ == text_.size()) break;
                if (text_[at_] == '\n') continue;
            }
            out += text_[at_];
        }
        if (at_ == text_.size()) bad("a value without its closing quote");
        ++at_;
        if (generation_ == pekwm::Generation::v0_2) checkVariables(out);
        return out;
    }

    /// The new generation expands `$name` in every value, unless a backslash stands before it.
    static void checkVariables(std::string_view value) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (value[i] == '\\')
                ++i;
            else if (value[i] == '$' && !value.substr(i).starts_with("$_PEKWM_"))
                bad("a variable would be expanded in: " + std::string(value));
        }
    }

    std::string_view text_;
    pekwm::Generation generation_;
    std::size_t at_ = 0;
};

/// sh -c, as far as our commands go: words, double quotes, backslashes. Anything else is an error.
std::vector<std::string> shellWords(std::string_view text) {
    constexpr std::string_view special = "|&;<>()$`'*?[#~=%!{}^\n\t";
    std::vector<std::string> words;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == ' ') {
            ++at;
            continue;
        }
        std::string word;
        while (at < text.size() && text[at] != ' ') {
            if (text[at] != '"') {
                // '%' and '=' are only special in places where we do not write them bare; '%' we do.
                if (text[at] == '\\' || (special.find(text[at]) != std::string_view::npos && text[at] != '%'))
                    bad("the shell would see a bare " + std::string(1, text[at]));
                word += text[at++];
                continue;
            }
            for (++at; at < text.size() && text[at] != '"'; ++at) {
                if (text[at] == '$' || text[at] == '`') bad("the shell would expand something");
                if (text[at] == '\\' && at + 1 < text.size() &&
                    std::string_view("$`\"\\\n").find(text[at + 1]) != std::string_view::npos)
                    ++at;
                word += text[at];
            }
            if (at == text.size()) bad("the shell would miss a quote");
            ++at;
        }
        words.push_back(std::move(word));
    }
    return words;
}

/// The new generation's own splitting: the token ends with its closing quote.
std::vector<std::string> pekwmWords(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    bool inWord = false;
    bool escaped = false;
    char quote = 0;
    const auto finish = [&] {
        words.push_back(word);
        word.clear();
        inWord = false;
    };
    for (const char c : text) {
        const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
        if (!inWord && !space) inWord = true;
        if (!inWord) continue;
        if (escaped) {
            word += c;
            escaped = false;
        } else if (quote != 0 && c == quote) {
            quote = 0;
            finish();
        } else if (c == '\\') {
            escaped = true;
        } else if (quote != 0) {
            word += c;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (space) {
            finish();
        } else {
            word += c;
        }
    }
    if (inWord && !word.empty()) words.push_back(word);
    return words;
}

} // namespace

std::vector<ModelNode> readMenu(std::string_view text, pekwm::Generation generation) {
    return MenuParser(text, generation).nodes(false);
}

std::vector<std::string> splitActions(std::string_view value) {
    std::vector<std::string> actions(1);
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\\' && i + 1 < value.size())
            actions.back() += value[++i];
        else if (value[i] == ';')
            actions.emplace_back();
        else
            actions.back() += value[i];
    }
    return actions;
}

std::vector<std::string> execArgv(std::string_view action, pekwm::Generation generation) {
    constexpr std::string_view exec = "Exec ";
    if (!action.starts_with(exec)) bad("not an Exec: " + std::string(action));
    action.remove_prefix(exec.size());
    return generation == pekwm::Generation::v0_1 ? shellWords(action) : pekwmWords(action);
}

std::string shownTitle(std::string_view value, pekwm::Generation generation) {
    std::string out(value);
    if (generation == pekwm::Generation::v0_2) {
        if (const std::size_t mark = out.find('_'); mark != std::string::npos) out.erase(mark, 1);
    }
    return out;
}

} // namespace support
