// What a manifest is made of: a folder with names in it, as bytes that are written and checked here.
#pragma once

#include "base/input_log.hpp"
#include "base/unique_fd.hpp"
#include "cache/bytes.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cache {

struct AskedName {
    std::string_view text;
    const base::FileStamp* stamp; ///< the log's; null: is not there
};

/// A folder and what was asked about names in it. All stamps are the log's or the builder's. In the manifest
/// it is one piece or several, which can be checked in any order.
struct AskedGroup {
    std::string folder; ///< empty: the names are whole paths
    const base::FileStamp* stamp = nullptr;
    std::vector<AskedName> names;
};

/// All of them, as parts for a `PieceChecker`, which know nothing of each other.
[[nodiscard]] std::string packPieces(std::span<const AskedGroup> groups);

/// Checks one piece after the other.
class PieceChecker {
  public:
    /// Whether the system says about all that is in one part what it said then. False for bytes that are
    /// none. What the part is read from outlives the checker.
    [[nodiscard]] bool isUnchanged(ByteReader in);

  private:
    bool open(std::string_view folder);

    std::string_view folder_; ///< the one that is open: the next piece often is of the same
    base::UniqueFd fd_;
};

} // namespace cache
