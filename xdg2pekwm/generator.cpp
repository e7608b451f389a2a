#include "generator.hpp"

#include "app.hpp"
#include "base/console.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "check.hpp"
#include "command_words.hpp"
#include "delivery.hpp"
#include "explain.hpp"
#include "layout_choice.hpp"
#include "render.hpp"
#include "report.hpp"
#include "terminal.hpp"
#include "xdg/menu_layout.hpp"

#include <array>
#include <cstdio>
#include <fmt/core.h>

namespace app {

namespace {

constexpr std::size_t largestLabelsFile = std::size_t{1} << 20U;
constexpr const char* themeScript = "/usr/share/pekwm/scripts/pekwm_themeset.sh";

std::vector<std::string> desktopNames(const Settings& settings, const xdg::Environment& environment) {
    std::vector<std::string> names = base::split(settings.text("menu.desktop"), ':');
    std::erase(names, std::string());
    if (names.empty()) names = environment.currentDesktop;
    if (names.empty()) names = {"pekwm"}; // whose menu this is, where the session does not say
    return names;
}

const std::string& orElse(const std::string& value, const std::string& fallback) {
    return value.empty() ? fallback : value;
}

/// The application with this ID in the first pool that has one, or null.
const xdg::PoolEntry* find(const xdg::EvaluatedMenu& root, std::string_view id) {
    const xdg::PoolEntry* entry = nullptr;
    xdg::forEachMenu(root, [&](const xdg::EvaluatedMenu& menu) {
        if (entry == nullptr) entry = menu.pool->find(id);
    });
    return entry;
}

} // namespace

Generator::Generator(const Options& options, const base::FileTree& files, const xdg::Environment& environment,
                     const Settings& settings, base::Diagnostics& diagnostics, Reporter& reporter)
    : options_(options), environment_(environment), settings_(settings), diagnostics_(diagnostics),
      reporter_(reporter),
      files_(files), rules_{files_,
                            environment.path,
                            desktopNames(settings, environment),
                            xdg::LocaleMatcher(
                                orElse(settings.text("menu.locale"), environment.messagesLocale),
                                environment.language),
                            xdg::Collator(orElse(settings.text("menu.locale"), environment.collateLocale)),
                            settings.flag("menu.actions") || options.task == Task::check ? xdg::Actions::read
                                                                                         : xdg::Actions::skip,
                            settings.flag("menu.hide_missing")},
      sources_{files_, environment.directories, environment.menuPrefix, builtinFile},
      desktopFiles_(rules_, diagnostics),
      icons_(files_, environment, settings, options.noCache, diagnostics) {
    if (!files_.log().isStarted()) return; // nobody wants to know
    const std::string& collateLocale = orElse(settings.text("menu.locale"), environment.collateLocale);
    for (const auto& candidate : xdg::Collator::candidates(collateLocale, environment.localePath)) {
        if (files_.note(candidate.path) && candidate.isExact) break;
    }
}

bool Generator::build() {
    menu_ = xdg::buildMenu(chooseLayout(settings_, sources_, desktopFiles_), sources_, rules_, desktopFiles_,
                           diagnostics_);
    if (menu_) return true;
    reporter_.report(diagnostics_, base::Severity::warning);
    base::print(stderr, "xdg2pekwm: no menu can be made\n");
    return false;
}

int Generator::answer() {
    switch (options_.task) {
    case Task::check:
        checkPrograms(*menu_, rules_, diagnostics_);
        checkSettings(settings_, *menu_, rules_, diagnostics_);
        icons_.checkTheme();
        std::ignore = favourites(); // reports those that are no application
        reporter_.report(diagnostics_, base::Severity::note);
        return diagnostics_.hasProblems() ? exitProblems : exitDone;
    case Task::explain:
        return explain();
    default:
        return listInputs();
    }
}

std::string Generator::render() {
    switch (options_.format) {
    case Format::json:
        return renderJson(
            menu_->root, [this](std::string_view name) { return icons_.source(name); }, diagnostics_);
    case Format::tree:
        return renderTree(menu_->root, options_.hasColours());
    default:
        return renderPekwm(labels());
    }
}

std::string Generator::renderPekwm(const Labels& labels) {
    const PekwmChoices wanted = choices();
    base::Arena arena;
    if (options_.submenu) return write(toPekwmItems(menu_->root, wanted, labels, arena), generation());
    return write(toPekwm(menu_->root, wanted, labels, arena), generation());
}

PekwmChoices Generator::choices() {
    PekwmChoices choices;
    choices.rows = settings_.number("menu.rows");
    choices.titleColumns = settings_.number("menu.ellipsis");
    choices.terminal = terminalCommand(settings_.text("menu.terminal"), rules_);
    choices.favourites = favourites();
    choices.includeBefore = settings_.list("menu.include_before");
    choices.includeAfter = settings_.list("menu.include_after");
    choices.tail = settings_.flag("menu.tail");
    choices.logout = commandWords(settings_.text("menu.logout"));
    choices.looks = settings_.list("menu.looks");
    if (choices.looks.empty() && files_.isExecutable(themeScript)) {
        choices.themeMenus = {"Dynamic $_PEKWM_SCRIPT_PATH/pekwm_themeset.sh $_PEKWM_THEME_PATH",
                              "Dynamic $_PEKWM_SCRIPT_PATH/pekwm_themeset.sh ~/.pekwm/themes"};
    }
    choices.about = fmt::format("xdg2pekwm {}", KIT_VERSION);
    icons_.prepare(menu_->root, choices.favourites);
    choices.itemIcon = [this](const xdg::MenuItem& item) { return icons_.picture(item); };
    choices.labelIcon = [this](std::string_view label) { return icons_.labelPicture(label); };
    return choices;
}

std::vector<xdg::MenuItem> Generator::favourites() {
    std::vector<xdg::MenuItem> items;
    const base::Place place{settings_.origin("menu.favourites"), 0, "menu", "favourites"};
    for (const std::string& id : settings_.list("menu.favourites")) {
        const xdg::PoolEntry* entry = find(menu_->evaluated, xdg::desktopFileId(id));
        if (entry == nullptr || entry->application->hiddenBecause != xdg::HiddenBecause::none) {
            diagnostics_.warning(place,
                                 fmt::format("{}: {}, left out", id,
                                             entry == nullptr ? "there is no such application"
                                                              : describe(entry->application->hiddenBecause)));
            continue;
        }
        xdg::MenuItem item = xdg::entryItem(*entry);
        if (std::any_of(items.begin(), items.end(), [&](const auto& known) { return known.id == item.id; }))
            diagnostics_.warning(place, fmt::format("{}: named twice, shown once", id));
        else
            items.push_back(std::move(item));
    }
    return items;
}

pekwm::Generation Generator::generation() const {
    const std::string& wanted = settings_.text("menu.pekwm");
    // From 0.2 on pekwm itself is a wrapper around pekwm_wm.
    const bool isNew = wanted == "0.2" || (wanted == "auto" && xdg::isInstalled("pekwm_wm", rules_));
    return isNew ? pekwm::Generation::v0_2 : pekwm::Generation::v0_1;
}

Labels Generator::labels() {
    Labels labels(builtinFile(std::string(xdg::builtinPrefix) + "labels").value_or(""), rules_.locale,
                  settings_);
    // A file in the data folders may bring more languages, or better words.
    for (const std::string& folder : environment_.directories.dataDirs) {
        if (auto text = files_.read(base::join(folder, "xdg2pekwm/labels"), largestLabelsFile)) {
            labels.add(*text, rules_.locale);
            break;
        }
    }
    return labels;
}

int Generator::explain() {
    reporter_.report(diagnostics_, base::Severity::error); // the others are about other entries, mostly
    const std::string text = explainEntry(options_.explainId, {*menu_, desktopFiles_, rules_, diagnostics_},
                                          [this](std::string_view name) { return icons_.source(name); });
    return print(text);
}

int Generator::listInputs() {
    std::ignore = render();
    std::string text;
    for (const base::Input& input : files_.inputs())
        text += input.path + '\n';
    return print(text);
}

} // namespace app
