#include "base/input_log.hpp"

#include "base/path.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <unordered_set>

namespace base {

FileStamp stampOf(const struct stat& status) {
    const auto nanoseconds = [](const timespec& time) {
        return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
    };
    const FileKind kind = S_ISREG(status.st_mode)   ? FileKind::regular
                          : S_ISDIR(status.st_mode) ? FileKind::directory
                                                    : FileKind::other;
    return {status.st_dev,  status.st_ino, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim),
            status.st_size, kind};
}

std::uint32_t InputLog::add(Asked::For what, std::string_view path, const std::optional<FileStamp>& stamp) {
    // The system knows no longer paths: nothing will ever be there.
    if (!started_ || path.size() >= PATH_MAX) return Asked::noFolder;
    asked_.push_back(
        {what, stamp.has_value(), Asked::noFolder, names_.keep(path), stamp.value_or(FileStamp{})});
    return static_cast<std::uint32_t>(asked_.size() - 1);
}

void InputLog::addIn(std::uint32_t folder, Asked::For what, std::string_view name,
                     const std::optional<FileStamp>& stamp) {
    if (!started_) return;
    asked_.push_back({what, stamp.has_value(), folder, names_.keep(name), stamp.value_or(FileStamp{})});
}

void InputLog::failed(std::string_view path, int code) {
    // Not there, not for us, not what it should be.
    constexpr std::array facts{ENOENT, ENOTDIR, EACCES, EPERM, ELOOP, ENAMETOOLONG, ENXIO, EINVAL, EFBIG};
    if (!fault_ && std::find(facts.begin(), facts.end(), code) == facts.end())
        fault_ = {std::string(path), code};
}

std::string InputLog::pathOf(const Asked& asked) const {
    if (asked.folder == Asked::noFolder) return std::string(asked.name);
    return join(asked_[asked.folder].name, asked.name);
}

std::vector<Input> InputLog::inputs() const {
    std::vector<Input> unique;
    std::unordered_set<std::string> seen;
    for (const Asked& asked : asked_) {
        if (asked.what == Asked::For::stamp) continue;
        std::string path = pathOf(asked);
        if (!seen.insert(path).second) continue;
        const Input::Kind kind = asked.what == Asked::For::file     ? Input::Kind::file
                                 : asked.what == Asked::For::folder ? Input::Kind::folder
                                                                    : Input::Kind::missing;
        unique.push_back({kind, std::move(path), asked.there});
    }
    return unique;
}

} // namespace base
