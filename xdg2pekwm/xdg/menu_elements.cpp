#include "xdg/menu_elements.hpp"

#include "base/number.hpp"
#include "base/path.hpp"

#include <array>
#include <fmt/core.h>

namespace xdg {

namespace {

// Rules nest one inside the other; pugixml takes any depth, we recurse.
constexpr unsigned deepestRule = 256;
// A default layout is gone through for every menu.
constexpr std::size_t longestLayout = 2000;

class ElementReader {
  public:
    ElementReader(MenuNode& node, const MenuDocument& document, const BaseDirectories& directories,
                  base::Diagnostics& diagnostics)
        : node_(node), document_(document), directories_(directories), diagnostics_(diagnostics) {}

    bool take(pugi::xml_node element) {
        for (const Handler& handler : handlers) {
            if (handler.name == element.name()) {
                (this->*handler.function)(element);
                return true;
            }
        }
        return false;
    }

  private:
    using Function = void (ElementReader::*)(pugi::xml_node);
    struct Handler {
        std::string_view name;
        Function function;
    };
    static const std::array<Handler, 15> handlers;

    void warn(pugi::xml_node element, std::string message) {
        diagnostics_.warning(document_.place(element), std::move(message));
    }

    std::string requiredText(pugi::xml_node element) {
        std::string text = textOf(element);
        if (text.empty()) warn(element, fmt::format("<{}> is empty, ignored", element.name()));
        return text;
    }

    void takeName(pugi::xml_node /*element*/) {} // read where the menu is made

    void takeAppDir(pugi::xml_node element) {
        if (const std::string text = requiredText(element); !text.empty())
            node_.appDirs.push_back({document_.resolve(text)});
    }

    // Of the default folders those that are earlier in the search path go later, so that they have priority.
    void takeDefaultAppDirs(pugi::xml_node /*element*/) {
        for (auto dir = directories_.dataDirs.rbegin(); dir != directories_.dataDirs.rend(); ++dir)
            node_.appDirs.push_back({*dir + "/applications"});
    }

    void takeDirectoryDir(pugi::xml_node element) {
        if (const std::string text = requiredText(element); !text.empty())
            node_.directoryDirs.push_back(document_.resolve(text));
    }

    void takeDefaultDirectoryDirs(pugi::xml_node /*element*/) {
        // A built-in layout brings its own titles, which any installed file may replace.
        if (document_.path().starts_with(builtinPrefix))
            node_.directoryDirs.push_back(std::string(builtinPrefix) + "directories");
        for (auto dir = directories_.dataDirs.rbegin(); dir != directories_.dataDirs.rend(); ++dir)
            node_.directoryDirs.push_back(*dir + "/desktop-directories");
    }

    void takeDirectory(pugi::xml_node element) {
        if (std::string text = requiredText(element); !text.empty())
            node_.directories.push_back(std::move(text));
    }

    void takeOnlyUnallocated(pugi::xml_node /*element*/) { node_.onlyUnallocated = true; }
    void takeNotOnlyUnallocated(pugi::xml_node /*element*/) { node_.onlyUnallocated = false; }
    void takeDeleted(pugi::xml_node element) { takeDeletion(element, true); }
    void takeNotDeleted(pugi::xml_node element) { takeDeletion(element, false); }
    void takeInclude(pugi::xml_node element) { takeStatement(element, true); }
    void takeExclude(pugi::xml_node element) { takeStatement(element, false); }

    void takeDeletion(pugi::xml_node element, bool deleted) {
        node_.deletion = Deletion{deleted, document_.path(), document_.lineOf(element)};
    }

    void takeStatement(pugi::xml_node element, bool include) {
        node_.statements.push_back(
            {include, rulesIn(element, 0), document_.path(), document_.lineOf(element)});
    }

    std::vector<Rule> rulesIn(pugi::xml_node parent, unsigned depth) {
        std::vector<Rule> rules;
        if (depth > deepestRule) {
            warn(parent, fmt::format("rules more than {} deep, left out", deepestRule));
            return rules;
        }
        for (const pugi::xml_node child : parent.children()) {
            if (child.type() == pugi::node_element) takeRule(rules, child, depth);
        }
        return rules;
    }

    void takeRule(std::vector<Rule>& rules, pugi::xml_node element, unsigned depth) {
        const std::string_view name = element.name();
        if (name == "All") {
            rules.push_back({Rule::Kind::all});
        } else if (name == "Filename" || name == "Category") {
            std::string text = requiredText(element);
            if (!text.empty()) {
                rules.push_back(
                    {name == "Filename" ? Rule::Kind::filename : Rule::Kind::category, std::move(text)});
            }
        } else if (name == "And") {
            rules.push_back({Rule::Kind::allOf, {}, rulesIn(element, depth + 1)});
        } else if (name == "Or") {
            rules.push_back({Rule::Kind::anyOf, {}, rulesIn(element, depth + 1)});
        } else if (name == "Not") {
            rules.push_back({Rule::Kind::noneOf, {}, rulesIn(element, depth + 1)});
        } else {
            warn(element, fmt::format("<{}> is no matching rule, ignored", name));
        }
    }

    void takeMove(pugi::xml_node element) {
        std::optional<std::string> from;
        for (const pugi::xml_node child : element.children()) {
            if (child.type() != pugi::node_element) continue;
            const std::string_view name = child.name();
            if (name == "Old") {
                if (from) warn(child, "an <Old> without its <New> stands before it, ignored");
                from = textOf(child);
            } else if (name == "New") {
                if (from && !from->empty())
                    node_.moves.push_back({*from, textOf(child)});
                else
                    warn(child, "<New> without an <Old> before it, ignored");
                from.reset();
            } else {
                warn(child, fmt::format("<{}> has no place in <Move>, ignored", name));
            }
        }
        if (from) warn(element, "an <Old> without its <New>, ignored");
    }

    // The last <Layout> counts, an empty one too: it asks for the default layout.
    void takeLayout(pugi::xml_node element) { node_.layout = layoutOf(element); }
    void takeDefaultLayout(pugi::xml_node element) {
        node_.defaultLayout = layoutOf(element);
        node_.defaultLayout->options = optionsOf(element);
    }

    Layout layoutOf(pugi::xml_node element) {
        Layout layout;
        bool merges = false;
        for (const pugi::xml_node child : element.children()) {
            if (child.type() != pugi::node_element) continue;
            if (layout.items.size() == longestLayout) {
                warn(child,
                     fmt::format("a layout of more than {} items, the others are left out", longestLayout));
                break;
            }
            const std::string_view name = child.name();
            if (name == "Filename") {
                layout.items.push_back({LayoutItem::Kind::filename, textOf(child)});
            } else if (name == "Menuname") {
                layout.items.push_back({LayoutItem::Kind::menuname, textOf(child), optionsOf(child)});
            } else if (name == "Separator") {
                layout.items.push_back({LayoutItem::Kind::separator});
            } else if (name == "Merge") {
                layout.items.push_back({mergeKind(child)});
                merges = true;
            } else {
                warn(child, fmt::format("<{}> has no place in <{}>, ignored", name, element.name()));
            }
        }
        if (!layout.items.empty() && !merges) {
            diagnostics_.note(document_.place(element),
                              "a layout without <Merge>: what it does not name is not shown");
        }
        return layout;
    }

    LayoutItem::Kind mergeKind(pugi::xml_node element) {
        const std::string_view type = element.attribute("type").value();
        if (type == "menus") return LayoutItem::Kind::mergeMenus;
        if (type == "files") return LayoutItem::Kind::mergeFiles;
        if (type != "all")
            warn(element, fmt::format("type '{}' is none of menus, files and all; read as all", type));
        return LayoutItem::Kind::mergeAll;
    }

    LayoutOptions optionsOf(pugi::xml_node element) {
        LayoutOptions options;
        options.showEmpty = flagOf(element, "show_empty");
        options.inlined = flagOf(element, "inline");
        options.inlineHeader = flagOf(element, "inline_header");
        options.inlineAlias = flagOf(element, "inline_alias");
        if (const pugi::xml_attribute limit = element.attribute("inline_limit")) {
            const std::string_view text = limit.value();
            if (const auto number = base::numberOf<unsigned>(text))
                options.inlineLimit = *number;
            else
                warn(element, fmt::format("inline_limit '{}' is no number, the default is used", text));
        }
        return options;
    }

    std::optional<bool> flagOf(pugi::xml_node element, const char* name) {
        const pugi::xml_attribute attribute = element.attribute(name);
        if (!attribute) return std::nullopt;
        const std::string_view value = attribute.value();
        if (value != "true" && value != "false") {
            warn(element, fmt::format("{} '{}' is neither true nor false, the default is used", name, value));
            return std::nullopt;
        }
        return value == "true";
    }

    MenuNode& node_;
    const MenuDocument& document_;
    const BaseDirectories& directories_;
    base::Diagnostics& diagnostics_;
};

const std::array<ElementReader::Handler, 15> ElementReader::handlers{{
    {"Include", &ElementReader::takeInclude},
    {"Exclude", &ElementReader::takeExclude},
    {"Name", &ElementReader::takeName},
    {"Directory", &ElementReader::takeDirectory},
    {"Layout", &ElementReader::takeLayout},
    {"DefaultLayout", &ElementReader::takeDefaultLayout},
    {"Move", &ElementReader::takeMove},
    {"AppDir", &ElementReader::takeAppDir},
    {"DefaultAppDirs", &ElementReader::takeDefaultAppDirs},
    {"DirectoryDir", &ElementReader::takeDirectoryDir},
    {"DefaultDirectoryDirs", &ElementReader::takeDefaultDirectoryDirs},
    {"OnlyUnallocated", &ElementReader::takeOnlyUnallocated},
    {"NotOnlyUnallocated", &ElementReader::takeNotOnlyUnallocated},
    {"Deleted", &ElementReader::takeDeleted},
    {"NotDeleted", &ElementReader::takeNotDeleted},
}};

} // namespace

bool takeElement(MenuNode& node, const MenuDocument& document, pugi::xml_node element,
                 const BaseDirectories& directories, base::Diagnostics& diagnostics) {
    return ElementReader(node, document, directories, diagnostics).take(element);
}

} // namespace xdg
