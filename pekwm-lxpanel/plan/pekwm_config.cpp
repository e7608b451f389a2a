#include "plan/pekwm_config.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <strings.h>
#include <utility>
#include <vector>

namespace plan {

namespace {

/// Goes through a configuration, over comments and quotes, and keeps in mind which sections are open.
class SectionReader {
  public:
    explicit SectionReader(std::string_view text) : text_(text) {}

    /// The line of the last section that is open at the end; nothing where all are closed.
    std::optional<unsigned> openAtEnd() {
        while (at_ < text_.size()) {
            const char c = take();
            if (c == '#' || (c == '/' && next() == '/'))
                at_ = std::min(text_.find('\n', at_), text_.size());
            else if (c == '/' && next() == '*')
                skipComment();
            else if (c == '=')
                valueComes_ = true;
            else if (c == '"' && std::exchange(valueComes_, false))
                skipQuoted();
            else if (c == '{')
                open_.push_back(line_);
            else if (c == '}' && !open_.empty()) // pekwm does not mind one too many
                open_.pop_back();
        }
        return open_.empty() ? std::nullopt : std::optional(open_.back());
    }

  private:
    [[nodiscard]] char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    char take() {
        const char c = text_[at_++];
        if (c == '\n') ++line_;
        return c;
    }
    void skipComment() {
        take();
        while (at_ < text_.size())
            if (take() == '*' && next() == '/') return void(take());
    }
    void skipQuoted() {
        while (at_ < text_.size()) {
            const char c = take();
            if (c == '"') return;
            if (c == '\\' && at_ < text_.size()) take();
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    unsigned line_ = 1;
    bool valueComes_ = false;    ///< the next quote begins one
    std::vector<unsigned> open_; ///< lines
};

} // namespace

std::string pekwmQuoted(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::optional<unsigned> openSection(std::string_view pekwmConfig) {
    return SectionReader(pekwmConfig).openAtEnd();
}

std::optional<std::string_view> valueIn(std::string_view pekwmConfig, std::string_view key) {
    while (!pekwmConfig.empty()) {
        const std::size_t end = pekwmConfig.find('\n');
        const std::string_view line = base::trim(pekwmConfig.substr(0, end));
        pekwmConfig.remove_prefix(end == std::string_view::npos ? pekwmConfig.size() : end + 1);
        if (line.starts_with('#') || line.starts_with("//")) continue;
        for (std::size_t at = 0; at + key.size() < line.size(); ++at) {
            if (::strncasecmp(line.data() + at, key.data(), key.size()) != 0) continue;
            const bool begins = at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t' ||
                                line[at - 1] == '{' || line[at - 1] == ';';
            std::string_view rest = base::trim(line.substr(at + key.size()));
            if (!begins || !rest.starts_with('=')) continue;
            rest = base::trim(rest.substr(1));
            if (rest.starts_with('"')) return rest.substr(1, rest.find('"', 1) - 1);
        }
    }
    return std::nullopt;
}

bool namesTheme(std::string_view pekwmConfig) {
    const std::string_view theme = valueIn(pekwmConfig, "Theme").value_or("");
    return !theme.empty() && theme != "$_PEKWM_THEME_PATH/default" &&
           theme != "/usr/share/pekwm/themes/default";
}

} // namespace plan
