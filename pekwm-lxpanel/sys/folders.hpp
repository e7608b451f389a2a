// Folders of the session: which can be written, the private ones it makes, and their end.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sys {

/// Whether a file can be made and filled in `folder`, tried out: a mode says nothing of a read-only or full
/// disk, nor of a root without its capabilities.
[[nodiscard]] bool isWritable(const std::string& folder);

/// Whether `folder` is a folder of this user that nobody else may enter (mode 0700), as XDG_RUNTIME_DIR must
/// be.
[[nodiscard]] bool isPrivate(const std::string& folder);

/// A private folder that is removed, with all that is in it, when the object goes. Where another session has
/// made it anew meanwhile, since the display's server was started again, that one's is left alone.
class PrivateFolder {
  public:
    /// Makes `name` (or `name` with something behind it, where another user has that one) below the first of
    /// `parents` that can be written. One that a killed session has left behind is emptied and used again.
    [[nodiscard]] static base::Result<PrivateFolder> make(const std::vector<std::string>& parents,
                                                          const std::string& name);
    /// Takes one on that is there already, such as that of a session that was killed. Fails where there is
    /// none of that name, or it is not this user's alone.
    [[nodiscard]] static base::Result<PrivateFolder> adopt(const std::string& path);
    PrivateFolder(PrivateFolder&& other) noexcept = default;
    PrivateFolder& operator=(PrivateFolder&&) = delete;
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    ~PrivateFolder();
    [[nodiscard]] const std::string& path() const { return path_; }
    /// Whether the path still leads to it. A session lasts for days: somebody who tidies up may have taken it
    /// away, and another user may have made one of that name.
    [[nodiscard]] bool isInPlace() const;

  private:
    PrivateFolder(std::string path, base::UniqueFd fd);
    std::string path_;
    base::UniqueFd fd_; ///< of this folder, whatever has its name
};

/// Copies each regular file below `from` to the same place below `to` where nothing is there yet. An existing
/// file is never touched. Gives the number of files that were made.
[[nodiscard]] base::Result<unsigned> copyMissing(const std::string& from, const std::string& to);

/// Removes those files of a folder that are named by an MD5 checksum, as menu-cache's are. The folder may be
/// a link, since menu-cache follows it too: whoever has caches on another disk may have made one. But it may
/// as well lead to where somebody's papers are, so nothing else there is touched.
void removeChecksumFiles(const std::string& folder);

} // namespace sys
