#include "xdg/menu_document.hpp"

#include "base/path.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cerrno>
#include <fmt/core.h>

namespace xdg {

namespace {

constexpr std::size_t largestMenuFile = std::size_t{4} << 20U;

std::vector<std::size_t> findLineEnds(std::string_view text) {
    std::vector<std::size_t> ends;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1))
        ends.push_back(end);
    return ends;
}

base::Result<std::string> readText(const std::string& path, const base::FileTree& files,
                                   const BuiltinFiles& builtin, std::size_t most,
                                   std::optional<base::FileStamp>& stamp) {
    if (!path.starts_with(builtinPrefix)) return files.read(path, std::min(largestMenuFile, most), &stamp);
    const auto text = builtin ? builtin(path) : std::nullopt;
    if (!text) return base::fail("no such file in the program", ENOENT);
    return std::string(*text);
}

} // namespace

base::Result<MenuDocument> MenuDocument::read(const std::string& path, const base::FileTree& files,
                                              const BuiltinFiles& builtin, std::size_t most) {
    MenuDocument document;
    auto text = readText(path, files, builtin, most, document.stamp_);
    if (!text) return tl::make_unexpected(std::move(text.error()));
    const std::string& content = *text;
    document.path_ = path;
    document.size_ = content.size();
    document.lineEnds_ = findLineEnds(content);
    document.xml_ = std::make_unique<pugi::xml_document>();
    const auto parsed = document.xml_->load_buffer(content.data(), content.size());
    if (!parsed) {
        return tl::make_unexpected(base::Error{fmt::format("not well-formed XML: {}", parsed.description()),
                                               EINVAL, document.lineAt(parsed.offset)});
    }
    if (std::string_view(document.root().name()) != "Menu") {
        return tl::make_unexpected(
            base::Error{fmt::format("the root element is <{}>, not <Menu>", document.root().name()), EINVAL,
                        document.lineOf(document.root())});
    }
    return document;
}

unsigned MenuDocument::lineAt(std::ptrdiff_t offset) const {
    const auto at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0));
    const auto line = std::lower_bound(lineEnds_.begin(), lineEnds_.end(), at);
    return 1 + static_cast<unsigned>(line - lineEnds_.begin());
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
