// One .menu file as XML.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "base/result.hpp"
#include "xdg/builtin.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace xdg {

class MenuDocument {
  public:
    /// Fails where the file cannot be read, has more than `most` bytes, is no well-formed XML, or has another
    /// root than <Menu>.
    static base::Result<MenuDocument> read(const std::string& path, const base::FileTree& files,
                                           const BuiltinFiles& builtin, std::size_t most);

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::size_t size() const { return size_; } ///< of its text, bytes
    /// Whether the other was read from the same file, by whatever name; false for built-in ones.
    [[nodiscard]] bool isSameFile(const MenuDocument& other) const {
        return stamp_ && other.stamp_ && stamp_->sameFile(*other.stamp_);
    }
    [[nodiscard]] pugi::xml_node root() const { return xml_->document_element(); }
    /// Where a node stands, for diagnostics; valid as long as the document.
    [[nodiscard]] base::Place place(pugi::xml_node node) const { return {path_, lineOf(node)}; }
    [[nodiscard]] unsigned lineOf(pugi::xml_node node) const { return lineAt(node.offset_debug()); }
    /// A path in the file, which is relative to the file's folder.
    [[nodiscard]] std::string resolve(std::string_view path) const;

  private:
    MenuDocument() = default;
    [[nodiscard]] unsigned lineAt(std::ptrdiff_t offset) const; ///< counted from 1

    std::string path_;
    std::size_t size_ = 0;
    std::optional<base::FileStamp> stamp_; ///< none of a built-in file
    std::vector<std::size_t> lineEnds_;    ///< offsets of the newlines, for line numbers
    std::unique_ptr<pugi::xml_document> xml_;
};

/// The text in an element, without the white space around it.
[[nodiscard]] std::string textOf(pugi::xml_node node);

} // namespace xdg
