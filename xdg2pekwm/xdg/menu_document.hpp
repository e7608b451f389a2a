// One .menu file as XML.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "base/result.hpp"
#include "xdg/builtin.hpp"

#include <cstddef>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace xdg {

class MenuDocument {
  public:
    /// Fails where the file cannot be read, is no well-formed XML, or has another root than <Menu>.
    static base::Result<MenuDocument> read(const std::string& path, const base::FileTree& files,
                                           const BuiltinFiles& builtin);

    [[nodiscard]] const std::string& path() const { return path_; }
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
    std::vector<std::size_t> lineEnds_; ///< offsets of the newlines, for line numbers
    std::unique_ptr<pugi::xml_document> xml_;
};

/// The text in an element, without the white space around it.
[[nodiscard]] std::string textOf(pugi::xml_node node);

} // namespace xdg
