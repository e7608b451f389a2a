// The processes that decode images, and what happens when one of them falls.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace icons {

struct RasterJob {
    std::string source; ///< the image
    std::string target; ///< the PNG to write
};

struct RasterResult {
    enum class Kind : unsigned char {
        made,
        badImage, ///< it is the image's fault: its decoder refused it, crashed or took too long
        noAccess, ///< it cannot be opened, which may change while the image stays as it is
        failed,   ///< it is not the image's: the program cannot be started or is killed, the disk is full
    };
    Kind kind = Kind::failed;
    std::string reason; ///< empty where it was made
};

struct RasterOptions {
    std::string program; ///< path of xdg2pekwm-icon
    int size = 16;       ///< pixels
    int gap = 0;         ///< pixels
    /// Wall time for one image; the program is then ended. Its processor time is bounded by itself.
    std::chrono::milliseconds imageDeadline{};
    std::chrono::milliseconds startDeadline{10000};
};

/// Called after each job.
using RasterDone = std::function<void(std::size_t job, const RasterResult& result)>;

/// Has all the jobs done by up to four processes, no more than there are processors, and only one for a few
/// jobs. A process that crashes or does not answer costs the image it was at: another one is started for the
/// rest. `done` is not called for jobs that no process could be had for. The results are in the jobs' order.
/// All processes have ended when it returns.
[[nodiscard]] std::vector<RasterResult> rasterise(std::span<const RasterJob> jobs,
                                                  const RasterOptions& options, const RasterDone& done);

/// How many processes `jobs` images are worth on a machine of so many processors: starting one costs about
/// as much as ten images.
[[nodiscard]] std::size_t processCount(std::size_t jobs, std::size_t processors);

} // namespace icons
