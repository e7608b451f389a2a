#include "explain.hpp"

#include "base/path.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace app {

namespace {

constexpr std::string_view rootPath = "the menu itself";
constexpr std::string_view suffix = ".desktop";
constexpr std::size_t mostSuggestions = 10; // more are no help

bool contains(std::string_view text, std::string_view word) {
    return base::foldCase(text).find(base::foldCase(word)) != std::string::npos;
}

class Explainer {
  public:
    Explainer(std::string_view id, const Explained& explained, const IconLookup& icons)
        : id_(id), menu_(explained.menu), files_(explained.files), rules_(explained.rules),
          diagnostics_(explained.diagnostics), icons_(icons) {}

    std::string run() {
        const std::string path = base::isAbsolute(id_) ? base::normalise(id_) : id_;
        id_ = xdg::desktopFileId(files_.idOf(path).value_or(path));
        xdg::forEachMenu(menu_.evaluated, [this](const auto& menu) { findEntries(*menu.pool); });
        if (entries_.empty()) {
            line(whyUnknown(path));
            describeFaults(path);
            line("looked in:");
            for (const xdg::AppDir& dir : menu_.node.appDirs)
                line("  " + dir.path);
            const std::string_view name = base::fileNameOf(id_);
            suggest(std::string(name.substr(0, name.size() - suffix.size())));
            return std::move(out_);
        }
        for (const xdg::PoolEntry* entry : entries_)
            describeFile(*entry);
        if (base::isAbsolute(path) && !isTheirs(path))
            line(fmt::format("{}: is not the file that counts", path));
        line("menu file: " + menu_.file);
        findPlaces(menu_.root, {});
        const bool visible = std::any_of(entries_.begin(), entries_.end(), [](const xdg::PoolEntry* entry) {
            return entry->application->hiddenBecause == xdg::HiddenBecause::none;
        });
        if (visible) describePlaces();
        return std::move(out_);
    }

  private:
    [[nodiscard]] std::string whyUnknown(const std::string& asked) const {
        const std::string_view name = base::fileNameOf(asked);
        if (!name.ends_with(suffix) && (base::isAbsolute(asked) || contains(name, suffix)))
            return fmt::format("{}: a file whose name does not end in {} does not count", asked, suffix);
        if (base::isAbsolute(asked) && wasMet(asked))
            return fmt::format("{}: is not the file that counts", asked);
        if (base::isAbsolute(asked) && rules_.files.stat(asked))
            return fmt::format("{}: lies in none of the folders that count", asked);
        return fmt::format("{}: there is no desktop file with this ID", id_);
    }

    /// Whether something was said of a file that got no ID: another one in the same folder has it.
    [[nodiscard]] bool wasMet(std::string_view file) const {
        return std::any_of(diagnostics_.all().begin(), diagnostics_.all().end(),
                           [&](const base::Diagnostic& fault) { return fault.path == file; });
    }

    /// The file that wins the ID in this pool, where no other has it; in all of them it is nearly always one.
    void findEntries(const xdg::Pool& pool) {
        const xdg::PoolEntry* entry = pool.find(id_);
        if (entry == nullptr || isTheirs(entry->application->file)) return;
        entries_.push_back(entry);
        for (const xdg::DesktopFile* file : pool.masked(id_)) {
            if (std::string masked = files_.pathOf(*file); masked != entry->application->file)
                masked_.push_back(std::move(masked));
        }
    }

    [[nodiscard]] bool isTheirs(std::string_view path) const {
        return std::any_of(entries_.begin(), entries_.end(),
                           [&](const xdg::PoolEntry* entry) { return entry->application->file == path; });
    }

    /// People know an application by its title, or by a part of its ID.
    void suggest(const std::string& word) {
        std::vector<std::string> found;
        if (!word.empty())
            xdg::forEachMenu(menu_.evaluated, [&](const auto& menu) { findLike(*menu.pool, word, found); });
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        if (!found.empty()) line("is it one of these?");
        if (found.size() > mostSuggestions) found.resize(mostSuggestions);
        for (const std::string& one : found)
            line("  " + one);
    }

    static void findLike(const xdg::Pool& pool, const std::string& word, std::vector<std::string>& found) {
        pool.forEach([&](const xdg::PoolEntry& entry) {
            const std::string_view name = entry.application->entry.name;
            if (contains(entry.file->id, word) || contains(name, word))
                found.push_back(fmt::format("{}  {}", entry.file->id, name));
        });
    }

    void describeFile(const xdg::PoolEntry& entry) {
        const xdg::Application& application = *entry.application;
        line(fmt::format("{}: {}", id_, application.file));
        for (const std::string& path : masked_)
            line(fmt::format("  hides {}", path));
        masked_.clear();
        if (application.hiddenBecause != xdg::HiddenBecause::none) {
            line(fmt::format("  not shown: {}", xdg::describe(application.hiddenBecause)));
            if (application.hiddenBecause == xdg::HiddenBecause::noTryExec)
                line(fmt::format("  TryExec: {}", application.entry.tryExec));
            if (application.hiddenBecause == xdg::HiddenBecause::otherDesktop)
                describeDesktops(application.entry);
            describeFaults(application.file);
            return;
        }
        line(fmt::format("  name: {}", application.entry.name));
        std::string command;
        for (const std::string_view argument : application.argv)
            command += fmt::format("{}[{}]", command.empty() ? "" : " ", argument);
        line("  starts: " + command + (application.entry.terminal ? " in a terminal" : ""));
        if (!xdg::isInstalled(application.argv[0], application.entry, rules_))
            line(fmt::format("  not installed: {}", application.argv[0]));
        if (!application.entry.icon.empty()) {
            line(fmt::format("  icon: {}, {}", application.entry.icon,
                             icons_(application.entry.icon).value_or("for which there is no file")));
        }
        const auto& categories = application.entry.categories;
        line("  categories: " +
             (categories.empty() ? "none" : fmt::format("{}", fmt::join(categories, " "))));
        describeFaults(application.file);
    }

    void describeDesktops(const xdg::DesktopEntry& entry) {
        if (!entry.onlyShowIn.empty())
            line(fmt::format("  OnlyShowIn: {}", fmt::join(entry.onlyShowIn, " ")));
        if (!entry.notShowIn.empty()) line(fmt::format("  NotShowIn: {}", fmt::join(entry.notShowIn, " ")));
        line(fmt::format("  this desktop: {}", fmt::join(rules_.desktops, " ")));
    }

    /// What was said of the file when it was read.
    void describeFaults(std::string_view file) {
        for (const base::Diagnostic& fault : diagnostics_.all())
            if (fault.path == file) line("  " + base::format(fault));
    }

    void findPlaces(const xdg::MenuItem& menu, const std::string& path) {
        for (const xdg::MenuItem& item : menu.items) {
            if (item.kind == xdg::MenuItem::Kind::menu)
                findPlaces(item, below(path, item.name));
            else if (item.kind == xdg::MenuItem::Kind::entry && item.id == id_)
                line("shown in: " + (path.empty() ? std::string(rootPath) : path)), shown_ = true;
        }
    }

    void describePlaces() {
        describeRules(menu_.evaluated, {});
        if (shown_) return;
        if (included_)
            line("not shown: its menu is hidden by its .directory file, or a layout leaves it out");
        else if (excluded_)
            line("not shown: every menu that took it excluded it again");
        else
            line("not shown: no menu's rules take an entry with these categories");
    }

    void describeRules(const xdg::EvaluatedMenu& menu, const std::string& path) {
        const xdg::PoolEntry* entry = menu.pool->find(id_);
        if (entry != nullptr) {
            bool in = false;
            for (const xdg::RuleStatement* statement : menu_.evaluator->decisions(*menu.node, *entry)) {
                in = statement->include;
                excluded_ = excluded_ || !in;
                const std::string at = statement->line == 0 ? "" : fmt::format(":{}", statement->line);
                line(fmt::format("  {} {} by {}{}", path.empty() ? std::string(rootPath) : path,
                                 in ? "takes it" : "excludes it", statement->file, at));
            }
            included_ = included_ || in;
            for (const xdg::MenuNode& child : menu.node->deletedChildren)
                describeDeleted(child, *child.deletion, *entry, below(path, child.name));
        }
        for (const xdg::EvaluatedMenu& child : menu.children)
            describeRules(child, below(path, child.node->name));
    }

    /// What a menu that is not there would take, itself or one in it.
    void describeDeleted(const xdg::MenuNode& menu, const xdg::Deletion& deletion,
                         const xdg::PoolEntry& entry, const std::string& path) {
        if (const auto decisions = menu_.evaluator->decisions(menu, entry);
            !decisions.empty() && decisions.back()->include)
            line(fmt::format("  {} would take it, but is deleted by {}:{}", path, deletion.file,
                             deletion.line));
        for (const xdg::MenuNode& child : menu.children)
            describeDeleted(child, deletion, entry, below(path, child.name));
    }

    static std::string below(const std::string& path, std::string_view name) {
        return path.empty() ? std::string(name) : fmt::format("{} / {}", path, name);
    }

    void line(const std::string& text) { out_ += base::visible(text) + '\n'; }

    std::string id_;
    const xdg::BuiltMenu& menu_;
    xdg::DesktopFiles& files_;
    const xdg::ApplicationRules& rules_;
    const base::Diagnostics& diagnostics_;
    const IconLookup& icons_;
    std::vector<const xdg::PoolEntry*> entries_;
    std::vector<std::string> masked_;
    bool shown_ = false;
    bool included_ = false;
    bool excluded_ = false;
    std::string out_;
};

} // namespace

std::string explainEntry(std::string_view id, const Explained& explained, const IconLookup& icons) {
    return Explainer(id, explained, icons).run();
}

} // namespace app
