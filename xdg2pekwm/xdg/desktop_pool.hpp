// Where desktop entries come from: folders become IDs, IDs become applications, each file is read once
// (Desktop Entry Specification, "Desktop File ID"; Desktop Menu Specification, "Generating the menus").
#pragma once

#include "base/arena.hpp"
#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "base/heap.hpp"
#include "base/text_index.hpp"
#include "xdg/application.hpp"
#include "xdg/menu_node.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace xdg {

/// The ID that people mean who may leave out its ending.
[[nodiscard]] std::string desktopFileId(std::string_view name);

/// A .desktop file that a folder holds; it is not read before somebody asks for its application.
struct DesktopFile {
    std::string_view id;
    std::string_view name; ///< in its folder; a NUL is behind it
    std::uint32_t number;  ///< the same for all files of one ID
    std::uint32_t file;    ///< counted through all lists
    std::uint32_t folder;  ///< which of the folders it lies in
    bool legacy;           ///< found by way of a <LegacyDir>: has the category Legacy
    const Application* application = nullptr;
};

/// Reads folders and files at most once each, for all menus.
class DesktopFiles {
  public:
    DesktopFiles(const ApplicationRules& rules, base::Diagnostics& diagnostics);

    /// The files of a folder and of those below it, each ID once. A folder that does not exist has none;
    /// what cannot be read is reported. Loops and folders without end are cut off, and reported.
    [[nodiscard]] std::vector<DesktopFile>& list(const AppDir& dir);

    /// The application of a file: read now, or remembered.
    const Application& application(DesktopFile& file);
    /// Reads the applications of all these, so that they are remembered.
    void readAll(std::span<DesktopFile* const> files);

    [[nodiscard]] std::string pathOf(const DesktopFile& file) const;
    /// The ID of the file with this path, in whatever list it is; nothing where it is in none.
    [[nodiscard]] std::optional<std::string_view> idOf(std::string_view path) const;
    /// The numbers of all IDs that were met.
    [[nodiscard]] const base::TextIndex& ids() const { return ids_; }
    [[nodiscard]] std::size_t fileCount() const { return fileCount_; }

  private:
    struct Walk;
    /// Of files that are larger than usual, together, in bytes.
    struct LargeFiles {
        std::size_t read = 0;
        std::size_t kept = 0;
        [[nodiscard]] bool enough() const;
    };
    template <typename Read>
    const Application& remember(DesktopFile& file, std::string_view path, const Read& read);
    const Application& read(const DesktopFile& file, std::string_view path);
    void scan(Walk& walk, base::Folder folder, const std::string& prefix);
    void scanSubfolder(Walk& walk, const std::string& path, const std::string& prefix);

    const ApplicationRules& rules_;
    base::Diagnostics& diagnostics_;
    base::LargePages heap_; ///< for all that follows, and for what is made of it
    std::vector<base::Folder> folders_;
    std::unordered_map<std::string, std::vector<DesktopFile>> lists_; ///< by AppDir
    std::vector<const Application*> applications_;
    base::TextIndex paths_;             ///< of the applications, in their order
    base::Arena arena_;                 ///< names, IDs, and the applications with all that belongs to them
    std::deque<base::Arena> readAhead_; ///< the same for applications that another thread read
    base::TextIndex ids_;
    std::uint32_t fileCount_ = 0;
    std::uint32_t walks_ = 0;
    LargeFiles large_;
    std::vector<std::uint32_t> metInWalk_; ///< by number of an ID: the last walk that met it
    std::string buffer_;
};

/// An entry of a menu's pool: the file that won its ID.
struct PoolEntry {
    DesktopFile* file;
    const Application* application;
};

/// All entries that a menu may show: those of its own folders, then those of its ancestors whose IDs it does
/// not have itself.
class Pool {
  public:
    /// `parent` may be null, and must outlive the pool.
    explicit Pool(const Pool* parent = nullptr)
        : parent_(parent), ids_(parent != nullptr ? parent->ids_ : nullptr) {}

    /// Takes a menu's folders, the last one first, since later ones have priority.
    void add(const std::vector<AppDir>& dirs, DesktopFiles& files);

    [[nodiscard]] const PoolEntry* find(std::string_view id) const;
    /// Calls `visit(const PoolEntry&)` for each entry that is not masked.
    template <typename Visit>
    void forEach(Visit visit) const {
        for (const Pool* pool = this; pool != nullptr; pool = pool->parent_) {
            for (const PoolEntry& entry : pool->own_) {
                if (pool == this || find(entry.file->number) == &entry) visit(entry);
            }
        }
    }
    /// How many entries forEach looks at, the masked ones too.
    [[nodiscard]] std::size_t reach() const {
        std::size_t entries = 0;
        for (const Pool* pool = this; pool != nullptr; pool = pool->parent_)
            entries += pool->own_.size();
        return entries;
    }
    /// The files that have the same ID as a better one and therefore do not count, for explanations.
    [[nodiscard]] std::vector<const DesktopFile*> masked(std::string_view id) const;

  private:
    [[nodiscard]] const PoolEntry* find(std::uint32_t number) const;
    [[nodiscard]] const PoolEntry* own(std::uint32_t number) const {
        return number < byNumber_.size() ? byNumber_[number] : nullptr;
    }

    const Pool* parent_;
    const base::TextIndex* ids_ = nullptr;
    std::deque<PoolEntry> own_;              ///< stable addresses
    std::vector<const PoolEntry*> byNumber_; ///< by the number of the ID; null: not here
    std::vector<const DesktopFile*> masked_;
};

} // namespace xdg
