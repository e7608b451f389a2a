// Whether anything changed that a result was made from.
#pragma once

#include "base/input_log.hpp"
#include "cache/bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace cache {

/// The clock that file systems take their times from, in nanoseconds since the epoch.
[[nodiscard]] std::int64_t fileClock();

/// All that `log` holds, as bytes to be asked `isUnchanged` about. `began` is what fileClock() said before
/// the first of these questions was asked. Nothing where the answers are no proof: a file that changed
/// shortly before it was read may have changed once more in the same tick of the clock, and look the same.
/// The log's paths must be the machine's own, without a root in front.
[[nodiscard]] std::optional<std::string> makeManifest(const base::InputLog& log, std::int64_t began);

/// Whether all answers would be the same now. False for bytes that are no manifest. Asks one stat for each
/// file that was read, and three calls for each folder; no folder is listed, and no file opened.
[[nodiscard]] bool isUnchanged(ByteReader manifest);

} // namespace cache
