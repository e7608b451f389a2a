#include "watch.hpp"

#include "app.hpp"
#include "base/console.hpp"
#include "base/heap.hpp"
#include "base/unique_fd.hpp"
#include "input_watcher.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fmt/core.h>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace app {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds quiet{150};     ///< a burst is over when nothing has changed for so long
constexpr milliseconds longest{900};   ///< a change waits no longer than this
constexpr milliseconds freshness{400}; ///< a change is a first one when the last run ended this long ago
/// A run that failed is tried again after these waits, the last of them again and again.
constexpr auto retries =
    std::to_array({milliseconds{200}, milliseconds{1000}, milliseconds{5000}, milliseconds{25000}});

/// Signals as events, as long as it lives.
class SignalDescriptor {
  public:
    SignalDescriptor() = default;
    SignalDescriptor(const SignalDescriptor&) = delete;
    SignalDescriptor& operator=(const SignalDescriptor&) = delete;
    ~SignalDescriptor() {
        if (fd_) ::sigprocmask(SIG_SETMASK, &former_, nullptr);
    }

    /// From then on they end nothing by themselves.
    base::Result<void> open() {
        ::sigemptyset(&signals_);
        ::sigaddset(&signals_, SIGCHLD);
        for (const int signal : toEnd)
            ::sigaddset(&signals_, signal);
        fd_ = base::UniqueFd(::signalfd(-1, &signals_, SFD_CLOEXEC | SFD_NONBLOCK));
        if (!fd_) return base::failErrno("signals cannot be waited for", errno);
        ::sigprocmask(SIG_BLOCK, &signals_, &former_);
        return {};
    }

    [[nodiscard]] int descriptor() const { return fd_.get(); }
    /// Whether we are asked to end; children that ended are reaped.
    [[nodiscard]] bool drain() {
        bool end = false;
        signalfd_siginfo info{};
        while (::read(fd_.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info))
            end = end || info.ssi_signo != SIGCHLD;
        return end;
    }
    [[nodiscard]] const sigset_t& former() const { return former_; }

    /// As long as it lives, those that ask us to end do it at once.
    class LetThrough {
      public:
        explicit LetThrough(const SignalDescriptor& descriptor) : held_(descriptor.signals_) {
            sigset_t passing = descriptor.former_;
            ::sigaddset(&passing, SIGCHLD);
            ::sigprocmask(SIG_SETMASK, &passing, nullptr);
        }
        LetThrough(const LetThrough&) = delete;
        LetThrough& operator=(const LetThrough&) = delete;
        ~LetThrough() { ::sigprocmask(SIG_BLOCK, &held_, nullptr); }

      private:
        sigset_t held_;
    };

  private:
    static constexpr auto toEnd = std::to_array<int>({SIGTERM, SIGINT, SIGHUP});

    sigset_t signals_{};
    sigset_t former_{};
    base::UniqueFd fd_;
};

class WatchLoop {
  public:
    WatchLoop(const std::function<RunResult(const base::FileTree&)>& run, const std::string& root,
              const std::string& onChange)
        : run_(run), root_(root), onChange_(onChange) {}

    base::Result<int> start() {
        auto opened = watcher_.open();
        if (auto taken = signals_.open(); !taken) return tl::make_unexpected(std::move(taken.error()));
        if (!opened) { // what can be had without: a menu as things are now
            base::FileTree files(root_);
            files.recordInputs();
            if (runAbandonable(files).changed) startOnChange();
            return tl::make_unexpected(std::move(opened.error()));
        }
        runAndRest();
        if (status_ == exitUsage) return status_; // no change of a file makes that right
        for (;;) {
            std::array<pollfd, 2> descriptors{
                {{watcher_.descriptor(), POLLIN, 0}, {signals_.descriptor(), POLLIN, 0}}};
            if (::poll(descriptors.data(), descriptors.size(), timeout()) < 0 && errno != EINTR)
                return base::failErrno("changes cannot be waited for", errno);
            if (signals_.drain()) return status_;
            reap();
            note(watcher_.drain());
            if (isDue()) runAndRest();
        }
    }

  private:
    void note(InputChange change) {
        if (change == InputChange::done) noteChange();
        if (change == InputChange::begun && !begun_) begun_ = Clock::now();
    }

    void noteChange() {
        lastChange_ = Clock::now();
        if (!firstChange_) firstChange_ = lastChange_;
        failures_ = 0;
    }

    /// When the next run is; never while nothing has changed and nothing failed.
    [[nodiscard]] std::optional<Clock::time_point> due() const {
        if (!firstChange_ && begun_)
            return std::min(*begun_ + longest, retry_.value_or(Clock::time_point::max()));
        if (!firstChange_) return retry_;
        // The first change after a rest is answered at once, those that come right behind it together.
        if (*firstChange_ - lastRun_ >= freshness) return *firstChange_;
        return std::min(lastChange_ + quiet, *firstChange_ + longest);
    }
    [[nodiscard]] bool isDue() const { return due() && Clock::now() >= *due(); }

    /// For poll: without end while nothing has to be done.
    [[nodiscard]] int timeout() const {
        const auto next = due();
        if (!next) return -1;
        const auto left = std::chrono::ceil<milliseconds>(*next - Clock::now()).count();
        return left > 0 ? static_cast<int>(left) : 0;
    }

    /// A fault of the moment, or a file that cannot be written now, passes without a change that we could
    /// see.
    void noteFailure() {
        retry_ = lastRun_ + retries.at(failures_);
        failures_ = std::min(failures_ + 1, retries.size() - 1);
    }

    /// A session lasts for days, and a run for milliseconds.
    void runAndRest() {
        runOnce();
        base::giveBackHeap();
    }

    void runOnce() {
        firstChange_.reset();
        begun_.reset();
        retry_.reset();
        const auto since = std::chrono::system_clock::now();
        base::FileTree files(root_);
        files.recordInputs();
        const RunResult result = runAbandonable(files);
        status_ = result.status;
        const bool missed = watcher_.watch(files.inputs(), files, since);
        lastRun_ = Clock::now();
        if (watcher_.unwatched() > 0 && !std::exchange(warned_, true)) {
            base::print(stderr, "xdg2pekwm: {} folders cannot be watched; see fs.inotify.max_user_watches\n",
                        watcher_.unwatched());
        }
        if (result.changed) startOnChange();
        if (files.log().fault() || result.status == exitNotWritten) noteFailure();
        // What changed while it was read and not watched yet counts as a change of the burst that we are in.
        if (missed) noteChange();
    }

    /// Pictures may take seconds, and a session that ends does not wait for them: what has asked us to end
    /// may have ended their makers already.
    RunResult runAbandonable(const base::FileTree& files) {
        const SignalDescriptor::LetThrough letThrough(signals_);
        return run_(files);
    }

    void startOnChange() {
        if (onChange_.empty()) return;
        posix_spawnattr_t attributes{};
        ::posix_spawnattr_init(&attributes);
        ::posix_spawnattr_setsigmask(&attributes, &signals_.former());
        sigset_t toDefault;
        ::sigemptyset(&toDefault);
        ::sigaddset(&toDefault, SIGXFSZ); // see base::failAtLargestFile
        ::posix_spawnattr_setsigdefault(&attributes, &toDefault);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        std::string command = onChange_;
        std::array<char, 3> shell{"sh"};
        std::array<char, 3> option{"-c"};
        std::array<char*, 4> argv{shell.data(), option.data(), command.data(), nullptr};
        pid_t pid = -1;
        if (const int error = ::posix_spawn(&pid, "/bin/sh", nullptr, &attributes, argv.data(), environ);
            error != 0)
            base::print(stderr, "xdg2pekwm: --on-change: {}\n", std::strerror(error));
        ::posix_spawnattr_destroy(&attributes);
    }

    static void reap() {
        while (::waitpid(-1, nullptr, WNOHANG) > 0) {
        }
    }

    const std::function<RunResult(const base::FileTree&)>& run_;
    std::string root_;
    std::string onChange_;
    SignalDescriptor signals_;
    InputWatcher watcher_;
    std::optional<Clock::time_point> firstChange_; ///< of those that no run has answered yet
    std::optional<Clock::time_point> begun_;       ///< a file of which nothing was told since
    Clock::time_point lastChange_;
    Clock::time_point lastRun_;
    int status_ = 0;
    bool warned_ = false;
    std::optional<Clock::time_point> retry_; ///< of a run that failed
    std::size_t failures_ = 0;               ///< since the last change
};

} // namespace

base::Result<int> watchInputs(const std::function<RunResult(const base::FileTree&)>& run,
                              const std::string& root, const std::string& onChange) {
    return WatchLoop(run, root, onChange).start();
}

} // namespace app
