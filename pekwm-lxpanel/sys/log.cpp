#include "sys/log.hpp"

#include "base/links.hpp"
#include "base/path.hpp"
#include "base/utf8.hpp"
#include "sys/folders.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sys {

namespace {

constexpr std::size_t linesKept = 200;
// Bytes; a line then fits what a pipe takes in one piece.
constexpr std::size_t longestEvent = 400;
constexpr std::size_t longestUnit = 100;

constexpr int howOpened = O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

std::string timestamp() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    tm parts{};
    ::gmtime_r(&now.tv_sec, &parts);
    std::array<char, 32> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    return fmt::format("{}.{:03}Z", std::string_view(text.data(), size), now.tv_nsec / 1'000'000);
}

std::string_view name(config::LogLevel level) {
    constexpr std::array<std::string_view, 4> names{"DEBUG", "INFO", "WARNING", "ERROR"};
    return names.at(static_cast<std::size_t>(level));
}

/// Part of a line, which it can neither end nor take for more than it is, whatever file's name is in it.
std::string part(std::string_view text, std::size_t longest) {
    std::string shown = base::visible(text.substr(0, longest));
    std::replace(shown.begin(), shown.end(), '"', '\'');
    return shown;
}

/// A reader who has stopped (a full pipe, a terminal on hold) must not stop the session.
void writeIfTaken(int fd, std::string_view line) {
    pollfd ready{fd, POLLOUT, 0};
    if (::poll(&ready, 1, 0) != 1 || (ready.revents & POLLOUT) == 0) return;
    if (::write(fd, line.data(), line.size()) < 0) return; // a full disk: nobody can be told
}

/// Opens it to be written to. In a folder for all what is there already may be a trap: a link, or one more
/// name of a file that only this user may write.
base::UniqueFd openFile(const std::string& file, int more) {
    struct stat status {};
    const bool forAll =
        ::stat(std::string(base::folderOf(file)).c_str(), &status) == 0 && base::isForAll(status);
    base::UniqueFd fd(::open(file.c_str(), howOpened | more | (forAll ? O_NOFOLLOW : 0), 0600));
    if (!fd || !forAll) return fd;
    if (::fstat(fd.get(), &status) == 0 && status.st_uid == ::geteuid() && status.st_nlink == 1) return fd;
    errno = EACCES;
    return {};
}

} // namespace

void Log::write(const LogEntry& entry) {
    const double elapsed = std::chrono::duration<double>(clock_.now()).count();
    std::string line = fmt::format("{} +{:.3f} {} {}", timestamp(), elapsed, name(entry.level),
                                   part(entry.unit, longestUnit));
    if (entry.pid) line += fmt::format(" pid={}", *entry.pid);
    line += fmt::format(" event=\"{}\"", part(entry.event, longestEvent));
    if (entry.taken) line += fmt::format(" ms={}", entry.taken->count());
    line += '\n';
    if (entry.level >= level_) {
        writeIfTaken(STDERR_FILENO, line);
        if (file_) writeIfTaken(file_.get(), line);
    }
    lines_.push_back(std::move(line));
    if (lines_.size() > linesKept) lines_.pop_front();
}

bool Log::open(const std::string& file) {
    file_.reset();
    if (file.empty()) return true;
    file_ = openFile(file, O_CREAT);
    return static_cast<bool>(file_);
}

bool Log::canOpen(const std::string& file) {
    if (file.empty() || openFile(file, 0)) return true;
    return errno == ENOENT && isWritable(std::string(base::folderOf(file)));
}

std::string Log::recent() const {
    std::string all;
    for (const std::string& line : lines_)
        all += line;
    return all;
}

} // namespace sys
