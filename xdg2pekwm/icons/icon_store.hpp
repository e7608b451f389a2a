// The folder of made icons: names that tell which image they were made from, and what is thrown away when.
#pragma once

#include "base/arena.hpp"
#include "base/file_tree.hpp"
#include "base/result.hpp"
#include "base/text_index.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace icons {

/// The name of what is made from an image in the folder of one icon size and gap, without an ending. It holds
/// a 128-bit hash (FNV-1a) of the path, and the file's time, size and inode as they are: an image that was
/// changed gets a new name, and so does another one that a link leads to from now on, which may well be of
/// the same nanosecond and length. The rule is stable across versions and machines.
[[nodiscard]] std::string iconName(std::string_view sourcePath, const base::FileStamp& stamp);

/// Below `folder`, one folder for each pair of size and gap. An entry is NAME.png, an icon; NAME.own, an
/// image that is right as it is; or NAME.bad, an image that cannot be shown, with the reason as its content.
/// Several processes may use one folder at the same time.
class IconStore {
  public:
    enum class State : unsigned char { absent, icon, asItIs, bad };

    IconStore(const std::string& folder, int size, int gap);

    /// Makes the folders.
    [[nodiscard]] base::Result<void> create() const;
    /// Reads which entries there are; the others count as absent.
    void list();

    [[nodiscard]] const std::string& folder() const { return folder_; } ///< of this size and gap
    [[nodiscard]] State state(std::string_view name) const;
    [[nodiscard]] std::string iconPath(const std::string& name) const { return pathOf(name, ".png"); }
    [[nodiscard]] std::string badReason(const std::string& name) const;
    /// Remembering can fail without harm: the image is then looked at again next time.
    void rememberAsItIs(const std::string& name) const;
    void rememberBad(const std::string& name, std::string_view reason) const;
    void forgetBad(const std::string& name) const; ///< it could be made after all

    static constexpr std::chrono::hours unusedLifetime{24 * 90};
    static constexpr std::chrono::hours badLifetime{24 * 7}; ///< then it is tried again, used or not
    static constexpr std::chrono::hours pruneInterval{24};
    static constexpr std::size_t mostEntries = 16384; ///< in all folders together

    /// Whether a day is over since anybody was told so. Who is told prunes.
    [[nodiscard]] bool isTimeToPrune() const;
    /// Deletes icons of this size that are damaged, so that they are made again.
    void dropDamaged() const;
    /// Marks the entries in `used` (names in this size's folder) as used now, and deletes
    /// from all sizes' folders what was not used for `unusedLifetime`, the longest unused beyond
    /// `mostEntries`, bad entries after `badLifetime`, damaged icons, and what a writer left that was
    /// stopped. Nothing of `used` is deleted but bad entries and damaged files, and nothing younger than
    /// `pruneInterval` but those.
    void prune(const base::TextIndex& used) const;

  private:
    [[nodiscard]] std::string pathOf(const std::string& name, std::string_view ending) const;

    std::string root_;
    std::string folder_; ///< of this size
    base::Arena texts_;
    base::TextIndex names_;     ///< of the entries
    std::vector<State> states_; ///< for each of them
};

} // namespace icons
