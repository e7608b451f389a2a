#include "xdg/menu_reader.hpp"

#include "base/path.hpp"
#include "xdg/legacy_dir.hpp"
#include "xdg/menu_document.hpp"
#include "xdg/menu_elements.hpp"
#include "xdg/menu_merge.hpp"
#include "xdg/merge_elements.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/core.h>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace xdg {

namespace {

using base::Place;

// Bounds that no real layout comes near (the largest known has 15 merged files, 6 levels and 2,000 elements).
constexpr std::size_t mostMerges = 2000;
constexpr std::size_t mostElements = 200'000;
constexpr std::size_t mostLegacyFolders = 10'000; // each is a menu
constexpr std::size_t mostText = std::size_t{16}
                                 << 20U;  // bytes of all files together, a tenth of what they become
constexpr std::size_t textOfElement = 64; // bytes that count as one element more

bool isNamed(pugi::xml_node element, std::string_view name) {
    return element.name() == name;
}

/// The next node inside `top` behind `node`, in document order.
pugi::xml_node nextInside(pugi::xml_node top, pugi::xml_node node) {
    if (node.first_child()) return node.first_child();
    while (node != top && !node.next_sibling())
        node = node.parent();
    return node == top ? pugi::xml_node() : node.next_sibling();
}

/// How many elements it comes to with all that is in it. Not counted on beyond `most`.
std::size_t weightOf(pugi::xml_node element, std::size_t most) {
    std::size_t weight = 1;
    for (auto node = element.first_child(); node && weight <= most; node = nextInside(element, node))
        weight += node.type() == pugi::node_element ? 1 : std::strlen(node.value()) / textOfElement;
    return weight;
}

/// The files that we are in, from the inside out: merging one of them again would never end.
struct FileChain {
    const MenuDocument* document;
    std::shared_ptr<const FileChain> outer;
    std::size_t length;

    template <typename Is>
    [[nodiscard]] static bool any(const FileChain* chain, Is is) {
        for (; chain != nullptr; chain = chain->outer.get()) {
            if (is(*chain->document)) return true;
        }
        return false;
    }
};
using Files = std::shared_ptr<const FileChain>;

Files inside(const MenuDocument& document, Files outer) {
    const std::size_t length = outer ? outer->length + 1 : 1;
    return std::make_shared<const FileChain>(FileChain{&document, std::move(outer), length});
}

/// A child element of a <Menu> and the file that it stands in, or a legacy hierarchy in its place.
struct Element {
    Files files;
    pugi::xml_node node;
    std::shared_ptr<MenuNode> legacy = nullptr;

    [[nodiscard]] const MenuDocument& document() const { return *files->document; }
};

class Reader {
  public:
    Reader(const MenuSources& sources, DesktopFiles& desktopFiles, base::Diagnostics& diagnostics)
        : sources_(sources), desktopFiles_(desktopFiles), diagnostics_(diagnostics),
          mergeElements_(sources, diagnostics) {}

    base::Result<MenuNode> run(const std::string& path) {
        auto document = load(path);
        if (!document) return tl::make_unexpected(std::move(document.error()));
        MenuNode root = readMenuElement(inside(**document, nullptr), (*document)->root());
        root.name = nameOf(**document, (*document)->root()).value_or("Applications");
        return root;
    }

  private:
    base::Result<const MenuDocument*> load(const std::string& path) {
        auto known = documents_.find(path);
        if (known == documents_.end()) {
            auto document = MenuDocument::read(path, sources_.files, sources_.builtin,
                                               mostText - std::min(text_, mostText));
            if (document) text_ += document->size();
            known = documents_.emplace(path, std::move(document)).first;
        }
        const base::Result<MenuDocument>& document = known->second;
        if (!document) return tl::make_unexpected(document.error());
        return &*document;
    }

    MenuNode readMenuElement(const Files& files, pugi::xml_node menu) {
        MenuNode node;
        std::set<std::string> merged;
        ++depth_;
        for (const Element& element : expand(files, menu, merged))
            take(node, element);
        --depth_;
        return node;
    }

    // --- merging: the children of a <Menu>, with those of merged files in their places -----------------

    /// The last of several merges of one file counts, so the children are walked from the end; `merged`
    /// holds what was merged into this <Menu> already.
    std::vector<Element> expand(const Files& files, pugi::xml_node menu, std::set<std::string>& merged) {
        const MenuDocument& document = *files->document;
        std::vector<Element> backwards;
        for (pugi::xml_node child = menu.last_child(); child; child = child.previous_sibling()) {
            if (child.type() != pugi::node_element) continue;
            // What is in a <Menu> is counted when it is its turn.
            elements_ += isNamed(child, "Menu") ? 1 : weightOf(child, mostElements - elements_);
            if (elements_ > mostElements) {
                elements_ = mostElements;
                reportOnce(tooLarge_, document, child,
                           fmt::format("more than {} elements, the others are left out", mostElements));
                break;
            }
            const auto merges = mergeElements_.of(document, child);
            if (!merges) {
                backwards.push_back({files, child});
                continue;
            }
            // Those that were merged before take their time, too.
            elements_ = std::min(mostElements, elements_ + merges->size());
            for (auto merge = merges->rbegin(); merge != merges->rend(); ++merge)
                append(backwards, files, child, *merge, merged);
        }
        std::reverse(backwards.begin(), backwards.end());
        return backwards;
    }

    void append(std::vector<Element>& backwards, const Files& files, pugi::xml_node at, const Merge& merge,
                std::set<std::string>& merged) {
        if (const auto* file = std::get_if<MergedFile>(&merge))
            appendFile(backwards, files, at, *file, merged);
        else
            appendLegacy(backwards, files, at, std::get<MergedLegacyDir>(merge), merged);
    }

    void appendFile(std::vector<Element>& backwards, const Files& files, pugi::xml_node at,
                    const MergedFile& file, std::set<std::string>& merged) {
        const MenuDocument& document = *files->document;
        const Place place = document.place(at);
        const auto isInside = [&](auto is) {
            const bool inside = FileChain::any(files.get(), is);
            if (inside)
                diagnostics_.warning(place, fmt::format("{} merges itself, left out here", file.path));
            return inside;
        };
        if (isInside([&](const MenuDocument& outer) { return outer.path() == file.path; })) return;
        if (!merged.insert(file.path).second) return; // a later merge of the same file counts
        if (!mayMerge(document, at, files->length >= deepestMenu)) return;
        const auto loaded = load(file.path);
        if (!loaded) {
            if (base::isNowhere(loaded.error().code)) {
                if (file.mustExist)
                    diagnostics_.note(place, fmt::format("{} does not exist, nothing is merged", file.path));
            } else {
                diagnostics_.warning({file.path, loaded.error().line},
                                     fmt::format("{}; it is not merged", loaded.error().message));
            }
            return;
        }
        // By another of its names.
        if (isInside([&](const MenuDocument& outer) { return outer.isSameFile(**loaded); })) return;
        auto children = expand(inside(**loaded, files), (*loaded)->root(), merged);
        for (auto child = children.rbegin(); child != children.rend(); ++child) {
            // The merged root's own <Name> is ignored.
            if (child->legacy || !isNamed(child->node, "Name")) backwards.push_back(std::move(*child));
        }
    }

    /// Counts a merge; false where it is one too many, or too deep, which is reported.
    bool mayMerge(const MenuDocument& document, pugi::xml_node at, bool tooDeep) {
        if (++merges_ <= mostMerges && !tooDeep) return true;
        reportOnce(tooMany_, document, at,
                   fmt::format("more than {} merges, or than {} within one another, the others are left out",
                               mostMerges, deepestMenu));
        return false;
    }

    void appendLegacy(std::vector<Element>& backwards, const Files& files, pugi::xml_node at,
                      const MergedLegacyDir& dir, std::set<std::string>& merged) {
        if (!merged.insert("legacy\n" + dir.path).second) return;
        if (!mayMerge(*files->document, at, false)) return;
        backwards.push_back({files, at,
                             std::make_shared<MenuNode>(readLegacyDir(dir.path, dir.prefix, sources_.files,
                                                                      desktopFiles_, legacyFoldersLeft_))});
        if (legacyFoldersLeft_ == 0)
            reportOnce(
                tooManyFolders_, *files->document, at,
                fmt::format("more than {} folders of old menus, the others are left out", mostLegacyFolders));
    }

    // --- all other elements -----------------------------------------------------------------------------

    void take(MenuNode& node, const Element& element) {
        if (element.legacy) {
            appendMenu(node, std::move(*element.legacy));
            return;
        }
        const MenuDocument& document = element.document();
        if (isNamed(element.node, "Menu")) {
            takeMenu(node, element.files, element.node);
        } else if (!takeElement(node, document, element.node, sources_.directories, diagnostics_)) {
            diagnostics_.note(document.place(element.node),
                              fmt::format("<{}> is not known here, ignored", element.node.name()));
        }
    }

    void takeMenu(MenuNode& parent, const Files& files, pugi::xml_node menu) {
        const MenuDocument& document = *files->document;
        const auto name = nameOf(document, menu);
        if (!name) {
            diagnostics_.warning(document.place(menu), "a <Menu> without a usable <Name>, left out");
            return;
        }
        if (depth_ >= deepestMenu) {
            reportOnce(tooDeep_, document, menu,
                       fmt::format("more than {} menus deep, left out", deepestMenu));
            return;
        }
        MenuNode child = readMenuElement(files, menu);
        child.name = *name;
        parent.children.push_back(std::move(child));
    }

    std::optional<std::string> nameOf(const MenuDocument& document, pugi::xml_node menu) {
        std::optional<std::string> name;
        for (const pugi::xml_node child : menu.children("Name")) {
            std::string text = textOf(child);
            if (text.empty() || text.find('/') != std::string::npos) {
                diagnostics_.warning(document.place(child),
                                     fmt::format("'{}' is no name for a menu, ignored", text));
            } else if (!name) {
                name = std::move(text);
            } else {
                diagnostics_.warning(document.place(child), "a second <Name>, ignored");
            }
        }
        return name;
    }

    void reportOnce(bool& reported, const MenuDocument& document, pugi::xml_node at, std::string message) {
        if (!std::exchange(reported, true)) diagnostics_.warning(document.place(at), std::move(message));
    }

    const MenuSources& sources_;
    DesktopFiles& desktopFiles_;
    base::Diagnostics& diagnostics_;
    MergeElements mergeElements_;
    std::map<std::string, base::Result<MenuDocument>>
        documents_; ///< failures too: another reading finds the same
    std::size_t depth_ = 0;
    std::size_t merges_ = 0;
    std::size_t elements_ = 0;
    std::size_t text_ = 0; ///< bytes, of all documents
    std::size_t legacyFoldersLeft_ = mostLegacyFolders;
    bool tooDeep_ = false;
    bool tooMany_ = false;
    bool tooLarge_ = false;
    bool tooManyFolders_ = false;
};

} // namespace

base::Result<MenuNode> readMenu(const std::string& path, const MenuSources& sources,
                                DesktopFiles& desktopFiles, base::Diagnostics& diagnostics) {
    return Reader(sources, desktopFiles, diagnostics).run(path);
}

} // namespace xdg
