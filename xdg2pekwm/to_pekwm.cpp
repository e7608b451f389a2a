#include "to_pekwm.hpp"

#include "base/utf8.hpp"
#include "pages.hpp"
#include "window_menu.hpp"

#include <iterator>

namespace app {

namespace {

using Items = std::vector<pekwm::Item>;

pekwm::Entry action(std::string title, std::string icon, const char* text) {
    return {std::move(title), std::move(icon), pekwm::BuiltinAction{text}};
}

class Converter {
  public:
    Converter(const PekwmChoices& choices, const Labels& labels, base::Arena& arena)
        : choices_(choices), labels_(labels),
          arena_(arena), paging_{choices.rows, labels["more"], choices.labelIcon("more")} {}

    pekwm::MenuFile file(const xdg::MenuItem& root) {
        pekwm::MenuFile out;
        out.comment = std::string(menuFileMark) + ": changes are lost when it runs again.\nMake your own in "
                                                  "~/.config/xdg2pekwm/config, see xdg2pekwm(1).";
        out.root.title = labels_["menu"];
        out.root.items = rootItems(root);
        out.window = windowMenu(labels_, choices_.labelIcon);
        pageSubmenus(out.window.items, paging_);
        out.window.items = intoPages(std::move(out.window.items), paging_.rows, paging_);
        return out;
    }

    Items pagedItems(const xdg::MenuItem& root) {
        Items items = convert(root.items);
        pageSubmenus(items, paging_);
        return intoPages(std::move(items), paging_.rows, paging_);
    }

  private:
    Items rootItems(const xdg::MenuItem& root) {
        Items top;
        for (const xdg::MenuItem& favourite : choices_.favourites)
            addEntry(top, favourite);
        if (!top.empty()) top.emplace_back(pekwm::Separator{});
        for (const std::string& path : choices_.includeBefore)
            top.emplace_back(pekwm::Include{path});
        Items bottom;
        for (const std::string& path : choices_.includeAfter)
            bottom.emplace_back(pekwm::Include{path});
        if (choices_.tail) addTail(bottom);

        Items applications = convert(root.items);
        const bool alone = applications.empty() && bottom.empty() && choices_.includeBefore.empty();
        if (alone && !top.empty()) top.pop_back(); // nothing comes behind the line
        if (!bottom.empty() && !applications.empty()) bottom.insert(bottom.begin(), pekwm::Separator{});
        // Favourites and tail stay on the first page and the applications get the rows that are left; on a
        // screen that is too small for that, all of it goes into pages.
        const std::size_t taken = top.size() + bottom.size();
        const bool roomy = choices_.rows >= taken + fewestRows;
        if (roomy) applications = intoPages(std::move(applications), choices_.rows - taken, paging_);
        Items out = std::move(top);
        append(out, std::move(applications));
        append(out, std::move(bottom));
        pageSubmenus(out, paging_);
        if (roomy) return out;
        return intoPages(std::move(out), paging_.rows, paging_);
    }

    void addTail(Items& items) {
        const auto labelled = [&](const char* key, const char* text) {
            items.emplace_back(action(labels_[key], choices_.labelIcon(key), text));
        };
        labelled("windows", "ShowMenu Goto True");
        labelled("run", "ShowCmdDialog");
        items.emplace_back(pekwm::Separator{});
        items.emplace_back(desktopMenu());
        items.emplace_back(logoutEntry());
    }

    pekwm::Entry logoutEntry() {
        pekwm::Entry entry = action(labels_["logout"], choices_.labelIcon("logout"), "Exit");
        if (!choices_.logout.empty())
            entry.action = execute({choices_.logout.begin(), choices_.logout.end()});
        return entry;
    }

    pekwm::Submenu desktopMenu() {
        pekwm::Submenu desktop{labels_["desktop"], choices_.labelIcon("desktop"), {}};
        if (!choices_.themeMenus.empty() || !choices_.looks.empty()) {
            pekwm::Submenu themes{labels_["theme"], choices_.labelIcon("theme"), {}};
            for (const std::string& look : choices_.looks)
                themes.items.emplace_back(lookEntry(look));
            for (const std::string& dynamic : choices_.themeMenus)
                themes.items.emplace_back(action({}, {}, dynamic.c_str()));
            desktop.items.emplace_back(std::move(themes));
        }
        desktop.items.emplace_back(action(labels_["reload"], choices_.labelIcon("reload"), "Reload"));
        desktop.items.emplace_back(action(labels_["restart"], choices_.labelIcon("restart"), "Restart"));
        if (!choices_.about.empty()) {
            desktop.items.emplace_back(pekwm::Submenu{
                labels_["about"], choices_.labelIcon("about"), {pekwm::Header{choices_.about}}});
        }
        return desktop;
    }

    pekwm::Entry lookEntry(std::string_view look) {
        const bool current = look.starts_with('*');
        look.remove_prefix(current ? 1 : 0);
        // A bullet is in every font.
        return {lookTitle(look) + (current ? "  \u2022" : ""), lookIcon(look),
                execute({"pekwm-lxpanel", "theme", "set", look})};
    }

    static std::string lookKey(std::string_view look) { return std::string(lookLabelPrefix).append(look); }

    /// One that did not come with the kit has its own name.
    std::string lookTitle(std::string_view look) const {
        const std::string key = lookKey(look);
        std::string label = labels_[key];
        return label == key ? base::ellipsise(look, choices_.titleColumns) : label;
    }

    std::string lookIcon(std::string_view look) const {
        std::string icon = choices_.labelIcon(lookKey(look));
        return icon.empty() ? choices_.labelIcon("theme") : icon;
    }

    Items convert(const std::vector<xdg::MenuItem>& items) {
        Items out;
        out.reserve(items.size());
        for (const xdg::MenuItem& item : items) {
            switch (item.kind) {
            case xdg::MenuItem::Kind::menu:
                out.emplace_back(pekwm::Submenu{title(item.name), icon(item), convert(item.items)});
                break;
            case xdg::MenuItem::Kind::entry:
                addEntry(out, item);
                break;
            case xdg::MenuItem::Kind::header:
                out.emplace_back(pekwm::Header{title(item.name)});
                break;
            case xdg::MenuItem::Kind::separator:
                out.emplace_back(pekwm::Separator{});
                break;
            }
        }
        return out;
    }

    void addEntry(Items& out, const xdg::MenuItem& item) {
        const xdg::Application& application = *item.application;
        pekwm::Entry main{title(item.name), icon(item),
                          pekwm::Exec{commandFor(application, application.argv, choices_.terminal, arena_)}};
        if (application.actions.empty()) return void(out.emplace_back(std::move(main)));
        pekwm::Submenu menu{main.title, main.icon, {}};
        menu.items.emplace_back(std::move(main));
        menu.items.emplace_back(pekwm::Separator{});
        for (const xdg::ApplicationAction& extra : application.actions) {
            xdg::MenuItem asItem = item;
            asItem.icon = extra.icon;
            menu.items.emplace_back(
                pekwm::Entry{title(extra.name), icon(asItem),
                             pekwm::Exec{commandFor(application, extra.argv, choices_.terminal, arena_)}});
        }
        out.emplace_back(std::move(menu));
    }

    pekwm::Exec execute(const std::vector<std::string_view>& command) { return {arena_.keep(command)}; }

    static void append(Items& to, Items&& more) {
        to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }

    std::string title(std::string_view name) const { return base::ellipsise(name, choices_.titleColumns); }
    std::string icon(const xdg::MenuItem& item) const { return choices_.itemIcon(item); }

    // As few of the applications' rows as make sense beside favourites and tail.
    static constexpr std::size_t fewestRows = 3;

    const PekwmChoices& choices_;
    const Labels& labels_;
    base::Arena& arena_;
    Paging paging_;
};

} // namespace

pekwm::MenuFile toPekwm(const xdg::MenuItem& root, const PekwmChoices& choices, const Labels& labels,
                        base::Arena& arena) {
    return Converter(choices, labels, arena).file(root);
}

std::vector<pekwm::Item> toPekwmItems(const xdg::MenuItem& root, const PekwmChoices& choices,
                                      const Labels& labels, base::Arena& arena) {
    return Converter(choices, labels, arena).pagedItems(root);
}

std::span<const std::string_view> commandFor(const xdg::Application& application,
                                             std::span<const std::string_view> argv,
                                             const std::vector<std::string>& terminal, base::Arena& arena) {
    const bool inFolder = !application.entry.path.empty();
    if (!inFolder && !application.entry.terminal) return argv;
    std::vector<std::string_view> command;
    if (inFolder) {
        // pekwm has no working folder of its own. The script is fixed: nothing of the entry is ever parsed by
        // the shell, it gets everything as arguments.
        command = {"sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", application.entry.path};
    }
    if (application.entry.terminal) command.insert(command.end(), terminal.begin(), terminal.end());
    command.insert(command.end(), argv.begin(), argv.end());
    return arena.keep(command);
}

} // namespace app
