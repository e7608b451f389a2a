#include "sys/keeper.hpp"

#include "sys/clock.hpp"
#include "sys/folders.hpp"
#include "sys/process.hpp"
#include "sys/signals.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <optional>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <type_traits>
#include <unistd.h>

namespace sys {

namespace {

using namespace std::chrono_literals;
constexpr auto killPatience = 1000ms; // for each of TERM and KILL: more is not to be had from the kernel
/// Beyond the time that the session takes itself. What hosts give before they kill is five seconds, and the
/// session's own times are four.
constexpr auto grace = 500ms;

/// What goes over the line, between two processes of one program.
struct Word {
    std::chrono::milliseconds toEnd;
    std::chrono::milliseconds toEndAtOnce;
    std::array<char, PATH_MAX> folder; ///< with a NUL behind it
};
static_assert(std::is_trivially_copyable_v<Word>);

class Keeper {
  public:
    Keeper(pid_t child, Signals signals, base::UniqueFd line, Kept kept)
        : child_(child), signals_(std::move(signals)), line_(std::move(line)), kept_(std::move(kept)) {}

    /// Until all has ended.
    KeptEnd run() {
        const KeptEnd end = accompany();
        endTheRest(end.hung);
        return end;
    }

  private:
    [[nodiscard]] KeptEnd accompany() {
        for (;;) {
            wait();
            listen();
            for (const int number : signals_.read())
                handOn(number);
            bool left = false;
            for (const Ended& ended : reap(left))
                if (ended.pid == child_) return {ended, killed_};
            if (!left) return {};
            if (!due_ || clock_.now() < *due_) continue;
            if (killed_) return {{}, true}; // not even that: the kernel has it
            ::kill(child_, SIGKILL);
            killed_ = true;
            due_ = clock_.now() + killPatience;
        }
    }

    /// Waits for a signal or a word, or until the time is over.
    void wait() {
        // No descriptor where the line was cut: of that there would be no end.
        std::array<pollfd, 2> ready{{{signals_.fd(), POLLIN, 0}, {line_.get(), POLLIN, 0}}};
        const auto time = due_ ? std::max(*due_ - clock_.now(), 0ms) : -1ms; // below none it is without end
        (void)::poll(ready.data(), ready.size(), static_cast<int>(std::min(time, longestWait).count()));
    }

    void listen() {
        Word word{};
        for (;;) {
            const ssize_t got = line_ ? ::recv(line_.get(), &word, sizeof(word), MSG_DONTWAIT) : -1;
            if (got == 0) line_.reset();
            if (got != sizeof(word)) return;
            kept_ = {word.toEnd, word.toEndAtOnce, word.folder.data()};
            // Held open from now on, it is known again, whoever makes another one of that name.
            if (folder_ || kept_.folder.empty()) continue;
            if (auto folder = PrivateFolder::adopt(kept_.folder)) folder_.emplace(std::move(*folder));
        }
    }

    void handOn(int number) {
        if (number == SIGCHLD) return;
        ::kill(child_, number); // not reaped yet: nobody else has its number
        if (number != SIGTERM && number != SIGINT && number != SIGQUIT) return;
        ::kill(child_, SIGCONT); // one that was stopped would not hear it
        if (killed_) return;
        const auto due = clock_.now() + (due_ ? kept_.toEndAtOnce : kept_.toEnd) + grace;
        due_ = std::min(due_.value_or(due), due);
    }

    /// Ends all that was adopted, and what that starts meanwhile. `atOnce`: the time to be asked is over.
    void endTheRest(bool atOnce) {
        bool left = false;
        (void)reap(left);
        for (const int number : {SIGTERM, SIGKILL}) {
            if (atOnce && number == SIGTERM) continue;
            if (left) signalDescendants(number);
            for (due_ = clock_.now() + killPatience; left && clock_.now() < *due_;) {
                wait();
                (void)signals_.read();
                // An end brings more to us: the ended one's children.
                if (!reap(left).empty() && left) signalDescendants(number);
            }
        }
    }

    static constexpr std::chrono::milliseconds longestWait = 1h; // poll counts in an int

    Clock clock_;
    pid_t child_;
    Signals signals_;
    base::UniqueFd line_;
    Kept kept_;
    std::optional<PrivateFolder> folder_; ///< the session removes it itself, if it can
    std::optional<std::chrono::milliseconds> due_;
    bool killed_ = false;
};

} // namespace

void KeeperLine::tell(const Kept& kept) const {
    Word word{kept.toEnd, kept.toEndAtOnce, {}};
    kept.folder.copy(word.folder.data(), word.folder.size() - 1);
    // Without a keeper there is nobody to be told.
    (void)::send(fd_.get(), &word, sizeof(word), MSG_NOSIGNAL | MSG_DONTWAIT);
}

base::Result<std::variant<KeeperLine, KeptEnd>> keep(const Kept& kept) {
    (void)becomeSubreaper(); // without it the rest goes elsewhere, as it would without a keeper
    // Before there are two, so that a signal in between ends neither; the new one inherits the mask.
    auto signals = Signals::take();
    if (!signals) return tl::make_unexpected(signals.error());
    int ends[2];
    // Each word is a message of its own.
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return base::failErrno("socketpair", errno);
    base::UniqueFd ours(ends[0]);
    base::UniqueFd theirs(ends[1]);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) return base::failErrno("fork", errno);
    if (child == 0) {
        bindToParent(parent);
        ::prctl(PR_SET_NAME, keptName);
        ::setsid(); // a terminal's Ctrl+C comes by the keeper, once
        return KeeperLine(std::move(theirs));
    }
    theirs.reset();
    return Keeper(child, std::move(*signals), std::move(ours), kept).run();
}

} // namespace sys
