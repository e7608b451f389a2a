#include "icons/raster_process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace icons {

namespace {

class SpawnActions {
  public:
    SpawnActions() { ::posix_spawn_file_actions_init(&actions_); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions_); }
    [[nodiscard]] posix_spawn_file_actions_t* get() { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_{};
};

class SpawnAttributes {
  public:
    SpawnAttributes() {
        ::posix_spawnattr_init(&attributes_);
        sigset_t none;
        ::sigemptyset(&none);
        sigset_t all;
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    SpawnAttributes(const SpawnAttributes&) = delete;
    SpawnAttributes& operator=(const SpawnAttributes&) = delete;
    ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes_); }
    [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

  private:
    posix_spawnattr_t attributes_{};
};

/// Whether the kernel sends it to a program for what the program itself did, or took.
constexpr bool isOwnFault(int signal) {
    constexpr std::array faults{SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGXCPU, SIGXFSZ, SIGSYS};
    return std::find(faults.begin(), faults.end(), signal) != faults.end();
}

} // namespace

base::Result<RasterProcess> RasterProcess::start(const std::string& program, int size, int gap) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return base::failErrno("no socket", errno);
    base::UniqueFd ours(ends[0]);
    const base::UniqueFd theirs(ends[1]);

    // Libraries write their complaints about an image to the error output: the answer says what matters.
    SpawnActions actions;
    ::posix_spawn_file_actions_adddup2(actions.get(), theirs.get(), STDIN_FILENO);
    ::posix_spawn_file_actions_addopen(actions.get(), STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(actions.get(), STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const SpawnAttributes attributes;

    std::string name = program;
    std::string sizeText = std::to_string(size);
    std::string gapText = std::to_string(gap);
    const std::array<char*, 4> arguments{name.data(), sizeText.data(), gapText.data(), nullptr};
    pid_t pid = -1;
    const int code =
        ::posix_spawn(&pid, program.c_str(), actions.get(), attributes.get(), arguments.data(), environ);
    if (code != 0) return base::failErrno("cannot be started", code);
    return RasterProcess(pid, std::move(ours));
}

RasterProcess::RasterProcess(RasterProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), socket_(std::move(other.socket_)) {}

base::Result<void> RasterProcess::ask(const std::string& source, const std::string& target) const {
    const std::string message = source + '\0' + target;
    for (;;) {
        const ssize_t put =
            ::send(socket_.get(), message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put == static_cast<ssize_t>(message.size())) return {}; // in one piece, or not at all
        if (put >= 0 || errno != EINTR) return base::failErrno("cannot be asked", errno);
    }
}

base::Result<std::optional<std::string>> RasterProcess::answer() const {
    std::array<char, 2048> buffer{};
    for (;;) {
        const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got >= 0) return std::string(buffer.data(), static_cast<std::size_t>(got));
        if (errno == EAGAIN) return std::nullopt;
        if (errno != EINTR) return base::failErrno("cannot be heard", errno);
    }
}

int RasterProcess::stop() noexcept {
    socket_.reset();
    if (pid_ <= 0) return -1;
    const pid_t pid = std::exchange(pid_, -1);
    // One that has ended already keeps its own status; one that waits has nothing to tidy up.
    ::kill(pid, SIGKILL);
    int status = -1;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return status;
}

RasterEnd RasterProcess::end() {
    const int status = stop();
    if (status < 0) return {"an unknown status"};
    if (!WIFSIGNALED(status)) return {fmt::format("status {}", WEXITSTATUS(status))};
    const int signal = WTERMSIG(status);
    return {fmt::format("signal {} ({})", signal, ::strsignal(signal)), !isOwnFault(signal)};
}

} // namespace icons
