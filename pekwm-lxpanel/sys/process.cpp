#include "sys/process.hpp"

#include "base/pipe.hpp"
#include "sys/clock.hpp"
#include "sys/signals.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sys {

namespace {

constexpr std::chrono::milliseconds blink{10};

[[noreturn]] void becomeProgram(const Process::Command& command, pid_t parent, int report) {
    Signals::giveBack();
    ::setsid();
    bindToParent(parent);
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (null >= 0) ::dup2(null, STDIN_FILENO);
    const char* home = std::getenv("HOME"); // NOLINT(concurrency-mt-unsafe): one thread
    const char* folder = command.folder.empty() ? home : command.folder.c_str();
    if (folder != nullptr && ::chdir(folder) != 0 && ::chdir("/") != 0) ::_exit(127);
    for (const std::string& variable : command.environment)
        ::putenv(const_cast<char*>(variable.c_str())); // NOLINT: stays until the program is replaced
    std::vector<char*> argv;
    for (const std::string& argument : command.argv)
        argv.push_back(const_cast<char*>(argument.c_str())); // NOLINT: exec changes nothing
    argv.push_back(nullptr);
    ::execvp(argv[0], argv.data());
    const int code = errno;
    // Where even that fails, the status says what a shell would say.
    if (::write(report, &code, sizeof code) != sizeof code) ::_exit(126);
    ::_exit(127);
}

} // namespace

void bindToParent(pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(127); // it died before we had asked
}

Process::Process(pid_t pid) : pid_(pid), pidfd_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U))) {}

base::Result<Process> Process::start(const Command& command) {
    if (command.argv.empty()) return base::fail("no command", ENOENT);
    auto pipe = base::makePipe();
    if (!pipe) return tl::make_unexpected(std::move(pipe.error()));
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0) return base::failErrno("fork", errno);
    if (pid == 0) becomeProgram(command, parent, pipe->writing.get());
    Process process(pid);
    pipe->writing.reset();
    int code = 0;
    ssize_t got = 0;
    do { // the end closes when the child has become its program, or with its last word
        got = ::read(pipe->reading.get(), &code, sizeof code);
    } while (got < 0 && errno == EINTR);
    if (got != static_cast<ssize_t>(sizeof code)) return process;
    ::waitpid(pid, nullptr, 0);
    return base::failErrno(command.argv[0].c_str(), code);
}

base::Result<Process> Process::fork(const std::function<int()>& body) {
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0) return base::failErrno("fork", errno);
    if (pid == 0) {
        Signals::giveBack();
        bindToParent(parent);
        ::_exit(body());
    }
    return Process(pid);
}

void Process::signal(int number) const {
    if (pidfd_) {
        // A filter of system calls may refuse it.
        if (::syscall(SYS_pidfd_send_signal, pidfd_.get(), number, nullptr, 0U) == 0 || errno == ESRCH)
            return;
    }
    ::kill(pid_, number);
}

void Process::waitForEnd(std::chrono::milliseconds patience) const {
    const Clock clock;
    pollfd ended{pidfd_ ? pidfd_.get() : -1, POLLIN, 0};
    while (::waitpid(pid_, nullptr, WNOHANG) == 0 && clock.now() < patience) {
        const auto left = patience - clock.now();
        // Where it cannot be waited for, it is asked again and again.
        (void)::poll(&ended, 1, static_cast<int>((pidfd_ ? left : std::min(left, blink)).count()));
    }
}

} // namespace sys
