// pekwm's menu file: its parts as values, and the one place that writes its grammar.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pekwm {

/// The two generations of the grammar. They read the same bytes in an Exec, but not in a title.
enum class Generation : std::uint8_t {
    v0_1, ///< up to 0.1.18: titles as they are
    v0_2, ///< from 0.2 on: in titles `$name` is expanded, and the first `_` marks a key
};

/// Starts a program with exactly these arguments, which must outlive it.
struct Exec {
    std::span<const std::string_view> argv;
};

/// One or more of pekwm's own actions, as its manual writes them: "ShowMenu Goto True".
struct BuiltinAction {
    std::string text;
};

struct Entry {
    std::string title;
    std::string icon; ///< absolute path of an image that pekwm can read; empty for none
    std::variant<Exec, BuiltinAction> action;
};

/// A line that says something and does nothing, above a group of entries.
struct Header {
    std::string title;
};

struct Separator {};

/// A file of pekwm's grammar, or the output of a program, that is read in at this place.
struct Include {
    std::string path;
};

struct Submenu;
using Item = std::variant<Entry, Submenu, Header, Separator, Include>;

struct Submenu {
    std::string title;
    std::string icon;
    std::vector<Item> items;
};

struct MenuFile {
    std::string comment; ///< lines that say whose file it is
    Submenu root;
    Submenu window; ///< without it a right click on a window's title opens an empty sliver
};

/// The whole file.
[[nodiscard]] std::string write(const MenuFile& file, Generation generation);
/// Items alone, to be included in another menu.
[[nodiscard]] std::string write(const std::vector<Item>& items, Generation generation);

/// The Exec action's text for argv, before it is quoted as a value: identical for both generations, and every
/// byte but NUL arrives. See the comments in the implementation for its three layers.
[[nodiscard]] std::string execAction(std::span<const std::string_view> argv);

/// A title as the generation needs it to be shown as it is: one line, valid UTF-8, no control characters.
[[nodiscard]] std::string titleText(std::string_view title, Generation generation);

/// Whether pekwm reads the path as it is: in values of the new generation `$` is expanded. No
/// path holds a NUL.
[[nodiscard]] bool canName(std::string_view path);

} // namespace pekwm
