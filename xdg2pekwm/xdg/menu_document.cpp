#include "xdg/menu_document.hpp"

#include "base/path.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>

namespace xdg {

namespace {

constexpr std::size_t largestMenuFile = std::size_t{8} << 20U;

unsigned lineAt(std::string_view text, std::ptrdiff_t offset) {
    const auto end = std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(text.size()));
    return 1 + static_cast<unsigned>(std::count(text.begin(), text.begin() + end, '\n'));
}

base::Result<std::string> readText(const std::string& path, const base::FileTree& files,
                                   const BuiltinFiles& builtin) {
    if (!path.starts_with(builtinPrefix)) return files.read(path, largestMenuFile);
    const auto text = builtin ? builtin(path) : std::nullopt;
    if (!text) return base::fail("no such file in the program", ENOENT);
    return std::string(*text);
}

} // namespace

base::Result<MenuDocument> MenuDocument::read(const std::string& path, const base::FileTree& files,
                                              const BuiltinFiles& builtin) {
    auto text = readText(path, files, builtin);
    if (!text) return tl::make_unexpected(std::move(text.error()));
    MenuDocument document;
    document.path_ = path;
    document.text_ = std::move(*text);
    document.xml_ = std::make_unique<pugi::xml_document>();
    const auto parsed = document.xml_->load_buffer(document.text_.data(), document.text_.size());
    if (!parsed) {
        return tl::make_unexpected(base::Error{fmt::format("not well-formed XML: {}", parsed.description()),
                                               EINVAL, lineAt(document.text_, parsed.offset)});
    }
    if (std::string_view(document.root().name()) != "Menu") {
        return tl::make_unexpected(
            base::Error{fmt::format("the root element is <{}>, not <Menu>", document.root().name()), EINVAL,
                        document.lineOf(document.root())});
    }
    return document;
}

unsigned MenuDocument::lineOf(pugi::xml_node node) const {
    return lineAt(text_, node.offset_debug());
}

std::string MenuDocument::resolve(std::string_view path) const {
    if (!path_.starts_with(builtinPrefix) || base::isAbsolute(path))
        return base::join(base::folderOf(path_), path);
    return std::string(builtinPrefix) + std::string(path);
}

std::string textOf(pugi::xml_node node) {
    std::string text;
    for (const pugi::xml_node child : node.children()) {
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
    }
    return std::string(base::trim(text));
}

} // namespace xdg
