#include "output.hpp"

#include "base/atomic_file.hpp"
#include "base/file_tree.hpp"
#include "base/path.hpp"
#include "base/unique_fd.hpp"
#include "base/write_all.hpp"
#include "window_menu.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

namespace app {

namespace {

constexpr std::size_t largestMenu = std::size_t{64} << 20U; // that is kept, bytes
constexpr int mostOriginals = 1000;

/// Gives the open file the mode of the one at `path`. Where that cannot be, it stays its owner's alone.
void takeMode(int fd, const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) std::ignore = ::fchmod(fd, status.st_mode & 0777U);
}

/// Writes `content` to the first of NAME.orig, NAME.orig.1, ... that does not exist; returns its path. It may
/// be read by whoever may read NAME.
base::Result<std::string> keepOriginal(const std::string& path, std::string_view content) {
    for (int i = 0; i < mostOriginals; ++i) {
        std::string kept = path + (i == 0 ? std::string(".orig") : fmt::format(".orig.{}", i));
        const base::UniqueFd fd(::open(kept.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!fd && errno == EEXIST) {
            const auto present = base::FileTree().read(kept, largestMenu);
            if (!present || !content.starts_with(*present)) continue;
            // The same content is kept once; where there is only its beginning, a writer was killed at it.
            if (auto done = base::replaceFile(kept, content); !done)
                return base::fail(
                    fmt::format("the old one cannot be kept as {}: {}", kept, done.error().message));
            return kept;
        }
        if (!fd) return base::failErrno(fmt::format("the old one cannot be kept as {}", kept).c_str(), errno);
        takeMode(fd.get(), path);
        auto written = base::writeAll(fd.get(), content);
        if (written && ::fsync(fd.get()) != 0)
            written = base::failErrno("cannot be flushed to the disk", errno);
        if (!written) {
            ::unlink(kept.c_str());
            return base::fail(
                fmt::format("the old one cannot be kept as {}: {}", kept, written.error().message));
        }
        return kept;
    }
    return base::fail("there are too many old ones beside it");
}

} // namespace

base::Result<void> writeToStdout(std::string_view content) {
    return base::writeAll(STDOUT_FILENO, content);
}

base::Result<base::WriteOutcome> replaceMenuFile(const std::string& path, std::string_view content,
                                                 base::Diagnostics& diagnostics) {
    const std::string ours = fmt::format("# {}", menuFileMark);
    // One of ours is replaced however large it is.
    auto present = base::FileTree().readStart(path, ours.size());
    if (present && !present->empty() && *present != ours) present = base::FileTree().read(path, largestMenu);
    if (!present && !base::isNowhere(present.error().code))
        return base::fail(
            fmt::format("the old one: {}, so it is not overwritten unseen", present.error().message));
    if (present && !present->empty() && *present != ours) {
        auto kept = keepOriginal(path, *present);
        if (!kept) return tl::make_unexpected(std::move(kept.error()));
        diagnostics.note({path}, fmt::format("was not made by xdg2pekwm; it is kept as {}", *kept));
    }
    return base::replaceFile(path, content);
}

} // namespace app
