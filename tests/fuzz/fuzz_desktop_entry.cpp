// A .desktop file: its lines, what is read of it, and the application that it becomes.
#include "base/utf8.hpp"
#include "fuzz/fuzz.hpp"
#include "xdg/application.hpp"
#include "xdg/key_file.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

namespace {

using Kind = xdg::KeyFileLine::Kind;
using Line = std::tuple<Kind, unsigned, std::string, std::string, std::string>;

/// All lines; with `filter`, those that are in another language are taken out here and not by the reader.
std::vector<Line> linesOf(std::string_view text, const xdg::LocaleMatcher* skip,
                          const xdg::LocaleMatcher* filter) {
    std::vector<Line> lines;
    xdg::KeyFileReader reader(text);
    if (skip != nullptr) reader.skipOtherLanguages(*skip);
    for (xdg::KeyFileLine line = reader.next(); line.kind != Kind::end; line = reader.next()) {
        const bool other = filter != nullptr && line.kind == Kind::entry && !line.locale.empty() &&
                           !filter->fits(line.locale);
        if (!other) lines.emplace_back(line.kind, line.number, line.name, line.locale, line.value);
    }
    return lines;
}

/// However the reader finds the ends of lines, where a text begins in memory must not matter.
void checkLines(std::string_view text, const xdg::LocaleMatcher& locale) {
    const auto all = linesOf(text, nullptr, &locale);
    fuzz::require(linesOf(text, &locale, &locale) == all, "what is skipped is what would not fit");
    if (text.starts_with('\xEF')) return; // a byte order mark is one only at the beginning
    for (const std::size_t shift : {1U, 5U, 15U, 16U, 31U}) {
        auto shifted = linesOf(std::string(shift, '#') + '\n' + std::string(text), &locale, &locale);
        for (Line& line : shifted)
            --std::get<1>(line);
        fuzz::require(shifted == all, "a comment before them changes no line");
    }
}

void checkApplication(const xdg::Application& application) {
    fuzz::require(base::isValidUtf8(application.entry.name), "a name is UTF-8");
    fuzz::require(base::isValidUtf8(application.entry.comment), "a comment is UTF-8");
    if (application.hiddenBecause != xdg::HiddenBecause::none) {
        fuzz::require(application.argv.empty(), "what is hidden cannot be started");
        return;
    }
    fuzz::require(!application.argv.empty() && !application.entry.name.empty(),
                  "what is shown can be started");
    for (const std::string_view argument : application.argv)
        fuzz::require(argument.find('\0') == std::string_view::npos, "no argument holds a NUL");
    for (const xdg::ApplicationAction& action : application.actions) {
        fuzz::require(!action.argv.empty() && base::isValidUtf8(action.name), "an action can be started");
        for (const std::string_view argument : action.argv)
            fuzz::require(argument.find('\0') == std::string_view::npos,
                          "no argument of an action holds a NUL");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::textOf(data, size);
    constexpr std::string_view file = "/a/org.x.Y.desktop";
    const base::FileTree nothing("/no/such/folder");
    for (const char* name : {"", "de_AT.UTF-8@euro"}) {
        const xdg::LocaleMatcher locale(name, "");
        checkLines(text, locale);
        xdg::ApplicationRules rules{nothing, {}, {"pekwm"}, locale, xdg::Collator("C")};
        base::Arena arena;
        base::Diagnostics diagnostics;
        const xdg::Application plain = xdg::makeApplication(text, file, rules, arena, diagnostics);
        checkApplication(plain);
        rules.actions = xdg::Actions::read;
        const xdg::Application whole = xdg::makeApplication(text, file, rules, arena, diagnostics);
        checkApplication(whole);
        fuzz::require(plain.hiddenBecause == whole.hiddenBecause &&
                          std::ranges::equal(plain.argv, whole.argv) &&
                          plain.entry.name == whole.entry.name &&
                          std::ranges::equal(plain.entry.categories, whole.entry.categories),
                      "actions change nothing before them");
        for (const base::Diagnostic& one : diagnostics.all())
            fuzz::require(base::format(one).find('\n') == std::string::npos, "a message is one line");
    }
    return 0;
}
