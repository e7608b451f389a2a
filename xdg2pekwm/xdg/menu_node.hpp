// A <Menu> as the .menu files describe it, before any application is looked at
// (Desktop Menu Specification 1.1, "Format of menu files").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace xdg {

/// Menus in one another; no real layout has more than six, and whoever walks them recurses.
inline constexpr std::size_t deepestMenu = 256;

/// An <AppDir>, or what a <LegacyDir> adds to the pool: in a legacy hierarchy the ID of a file is its name
/// behind `prefix`, whatever folder it is in.
struct AppDir {
    std::string path; ///< absolute, normalised
    bool legacy = false;
    std::string prefix = {};
};

/// A matching rule: <All>, <Filename>, <Category>, <And>, <Or>, <Not>.
struct Rule {
    enum class Kind : std::uint8_t { all, filename, category, allOf, anyOf, noneOf };
    Kind kind;
    std::string text = {};           ///< of filename and category
    std::vector<Rule> children = {}; ///< of allOf, anyOf and noneOf
};

/// An <Include> or <Exclude>; its rules are joined by "or".
struct RuleStatement {
    bool include;
    std::vector<Rule> rules;
    std::string file; ///< the .menu file that it stands in
    unsigned line = 0;
};

/// A <Deleted> or <NotDeleted>.
struct Deletion {
    bool deleted;
    std::string file; ///< the .menu file that it stands in
    unsigned line = 0;
};

/// One <Old>/<New> pair of a <Move>.
struct Move {
    std::string from;
    std::string to;
};

/// The attributes of <DefaultLayout> and <Menuname>; what is not given comes from the default layout.
struct LayoutOptions {
    std::optional<bool> showEmpty = std::nullopt;
    std::optional<bool> inlined = std::nullopt;
    std::optional<unsigned> inlineLimit = std::nullopt;
    std::optional<bool> inlineHeader = std::nullopt;
    std::optional<bool> inlineAlias = std::nullopt;
};

struct LayoutItem {
    enum class Kind : std::uint8_t { filename, menuname, separator, mergeMenus, mergeFiles, mergeAll };
    Kind kind;
    std::string name = {};      ///< of filename and menuname
    LayoutOptions options = {}; ///< of menuname
};

/// A <Layout>, or a <DefaultLayout> with its options.
struct Layout {
    std::vector<LayoutItem> items;
    LayoutOptions options;
};

/// Of elements of which only the last counts there is one; all lists are in document order.
struct MenuNode {
    std::string name;
    std::vector<AppDir> appDirs;
    std::vector<std::string> directoryDirs;
    std::vector<std::string> directories;
    std::vector<RuleStatement> statements;
    std::vector<Move> moves;
    std::optional<bool> onlyUnallocated;
    std::optional<Deletion> deletion;
    std::optional<Layout> layout;
    std::optional<Layout> defaultLayout;
    std::vector<MenuNode> children;
    std::vector<MenuNode> deletedChildren; ///< once all is merged, for explanations
};

} // namespace xdg
