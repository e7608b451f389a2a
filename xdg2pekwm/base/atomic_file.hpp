// Making and replacing a file in one step: a reader sees the old content or the new one, never a part.
#pragma once

#include "base/result.hpp"

#include <span>
#include <string>
#include <string_view>

namespace base {

enum class WriteOutcome { written, unchanged };

/// Makes `content` the content of `path`: a temporary file in the same folder, flushed to the disk, then
/// renamed. Content that is already there is left alone. A link is followed: what it points to is replaced,
/// the link stays; one that somebody else may have made to lead us astray is not followed (root follows none
/// but root's, wherever it is on the way). The new file's modification time is in a later second than the old
/// one's, since pekwm compares whole seconds and would miss the change; its mode and its owner are the old
/// one's. Missing parent folders are made (mode 0700, as the Base Directory specification asks). On failure
/// the old file is intact and no temporary file is left. What a writer leaves that is killed, a later one
/// removes once it is an hour old.
[[nodiscard]] Result<WriteOutcome> replaceFile(const std::string& path, std::string_view content);

/// The same for what can be made again at any time: `parts`, one behind the other, whatever is there already,
/// for this user alone, and not flushed: after a crash of the machine the file may hold anything. For a
/// moment there may be no such file. Whether there was none before.
[[nodiscard]] Result<bool> putFile(const std::string& path, std::span<const std::string_view> parts);

/// Makes a file that is not there yet, with the missing folders above it, of the mode that the user's umask
/// gives: EEXIST, and nothing is touched, where something has the name, be it a link to nowhere or there
/// since a moment ago. Not flushed to the disk. On failure no file is left, and none that is half.
[[nodiscard]] Result<void> makeFile(const std::string& path, std::string_view content);

} // namespace base
