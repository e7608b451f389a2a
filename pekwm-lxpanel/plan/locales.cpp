#include "plan/locales.hpp"

#include "base/text.hpp"

#include <utility>

namespace plan {

namespace {

std::string_view unquoted(std::string_view value) {
    value = base::trim(value);
    if (value.empty()) return value;
    if (value.front() == '"' || value.front() == '\'') {
        const std::size_t end = value.find(value.front(), 1);
        return value.substr(1, end == std::string_view::npos ? end : end - 1);
    }
    return value.substr(0, value.find_first_of(" \t;#&|"));
}

} // namespace

bool isLocaleVariable(std::string_view name) {
    return name == "LANG" || name.starts_with("LC_");
}

std::string withoutEncoding(std::string locale) {
    if (const std::size_t dot = locale.find('.'); dot != std::string::npos)
        locale.erase(dot, locale.find('@', dot) - dot);
    return locale;
}

std::set<std::string> localesOf(const Variables& variables, const std::string& systemLocale) {
    std::set<std::string> locales{fallbackLocale};
    if (!systemLocale.empty()) locales.insert(systemLocale);
    for (const auto& [name, value] : variables)
        if (isLocaleVariable(name) && !value.empty()) locales.insert(value);
    return locales;
}

std::string localeIn(std::string_view shellAssignments) {
    std::string lang;
    std::string all;
    while (!shellAssignments.empty()) {
        const std::size_t end = shellAssignments.find('\n');
        std::string_view line = base::trim(shellAssignments.substr(0, end));
        shellAssignments =
            end == std::string_view::npos ? std::string_view() : shellAssignments.substr(end + 1);
        if (line.starts_with("export ")) line = base::trim(line.substr(7));
        for (auto [name, target] : {std::pair("LANG=", &lang), std::pair("LC_ALL=", &all)}) {
            if (!line.starts_with(name)) continue;
            const std::string_view value = unquoted(line.substr(std::string_view(name).size()));
            // What needs a shell to be understood ($VARIABLES) is left to a shell.
            if (value.find_first_of("$`/") == std::string_view::npos) *target = value;
        }
    }
    return all.empty() ? lang : all;
}

} // namespace plan
