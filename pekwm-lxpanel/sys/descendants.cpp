#include "sys/descendants.hpp"

#include "base/text.hpp"
#include "base/unique_fd.hpp"
#include "sys/open_folder.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <optional>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sys {

namespace {

/// As /proc numbers them, which may be another's: the host's, seen from a container with its own numbers.
struct ProcessInfo {
    pid_t pid;
    pid_t parent;
    std::string name;
};

/// The begin of "/proc/PROCESS/FILE": nothing in it that we ask for comes later.
std::string readStart(std::string_view process, std::string_view file) {
    const base::UniqueFd fd(::open(fmt::format("/proc/{}/{}", process, file).c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 4096> buffer{};
    const ssize_t size = fd ? ::read(fd.get(), buffer.data(), buffer.size()) : -1;
    return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string();
}

/// "/proc/PID/stat": pid (name) state parent …; the name may hold anything, so its end is the last bracket.
bool readInfo(std::string_view process, ProcessInfo& info) {
    const std::string text = readStart(process, "stat");
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open == std::string::npos || close == std::string::npos || close + 4 >= text.size()) return false;
    info.name = text.substr(open + 1, close - open - 1);
    const char* parent = text.data() + close + 4;
    return std::from_chars(text.data(), text.data() + open, info.pid).ec == std::errc() &&
           std::from_chars(parent, text.data() + text.size(), info.parent).ec == std::errc();
}

/// The numbers that a process has, from the namespace of /proc down to its own ("NSpid" of its status, since
/// Linux 4.1). Empty where that is not told.
std::vector<pid_t> numbersOf(std::string_view process) {
    constexpr std::string_view key = "\nNSpid:";
    const std::string status = readStart(process, "status");
    const std::size_t at = status.find(key);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + key.size();
    std::vector<pid_t> numbers;
    for (const std::string& word :
         base::split(status.substr(begin, status.find('\n', begin) - begin), '\t')) {
        pid_t number = 0;
        if (std::from_chars(word.data(), word.data() + word.size(), number).ec == std::errc())
            numbers.push_back(number);
    }
    return numbers;
}

/// What /proc knows of processes, and how its numbers are to be read.
class ProcessTable {
  public:
    ProcessTable() {
        const std::vector<pid_t> own = numbersOf("self");
        if (!own.empty()) {
            self_ = own.front();
            level_ = own.size() - 1;
        } else if (ProcessInfo info{}; readInfo("self", info)) {
            self_ = info.pid; // of an old kernel
        }
    }
    /// Whether this process is there, and so what lies below it.
    [[nodiscard]] bool seesUs() const { return self_ != 0; }
    [[nodiscard]] pid_t self() const { return self_; }

    [[nodiscard]] std::vector<ProcessInfo> all() const {
        std::vector<ProcessInfo> processes;
        const OpenFolder folder(seesUs() ? ::opendir("/proc") : nullptr);
        while (const dirent* entry = folder ? ::readdir(folder.get()) : nullptr) {
            ProcessInfo info{};
            if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9' && readInfo(entry->d_name, info))
                processes.push_back(std::move(info));
        }
        return processes;
    }
    /// Its number for us; 0 where it has none.
    [[nodiscard]] pid_t numberHere(const ProcessInfo& process) const {
        if (level_ == 0) return process.pid;
        const std::vector<pid_t> numbers = numbersOf(std::to_string(process.pid));
        return numbers.size() > level_ ? numbers[level_] : 0;
    }
    /// Whose number it is for us; nothing where there is none, or it cannot be seen.
    [[nodiscard]] std::optional<ProcessInfo> find(pid_t pid) const {
        ProcessInfo info{};
        if (!seesUs()) return std::nullopt;
        if (level_ == 0) return readInfo(std::to_string(pid), info) ? std::optional(info) : std::nullopt;
        for (const ProcessInfo& process : all())
            if (isBelow(process) && numberHere(process) == pid) return process;
        return std::nullopt;
    }

  private:
    /// In our namespace or one below: others may have as many numbers, and the same one.
    [[nodiscard]] bool isBelow(const ProcessInfo& process) const {
        ProcessInfo above = process;
        for (unsigned steps = 0; above.pid != self_; ++steps) {
            constexpr unsigned deepest = 1000;
            if (above.parent <= 1 || steps == deepest || !readInfo(std::to_string(above.parent), above))
                return false;
        }
        return true;
    }

    pid_t self_ = 0;        ///< this process in /proc
    std::size_t level_ = 0; ///< how many namespaces lie between that of /proc and ours
};

/// Without /proc: by trying out which numbers are children's, of those that were given out after ours. What
/// orphans have started becomes a child when those have ended.
void signalUnseenChildren(int number) {
    constexpr pid_t most = 1 << 16; // more than a session starts; a system call each
    for (pid_t pid = ::getpid() + 1; pid <= ::getpid() + most; ++pid) {
        siginfo_t info{};
        if (::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0)
            ::kill(pid, number);
    }
}

} // namespace

bool isFault(const Ended& ended) {
    if (!ended.killed) return ended.status != 0;
    constexpr int own[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
    return std::find(std::begin(own), std::end(own), ended.status) != std::end(own);
}

std::string describe(const Ended& ended) {
    if (!ended.killed) return fmt::format("exit status {}", ended.status);
    const char* text = ::sigdescr_np(ended.status);
    return fmt::format("signal {} ({})", ended.status, text != nullptr ? text : "unknown");
}

bool becomeSubreaper() {
    return ::prctl(PR_SET_CHILD_SUBREAPER, 1) == 0;
}

std::vector<Ended> reap(bool& left) {
    std::vector<Ended> all;
    for (;;) {
        siginfo_t info{};
        if (::waitid(P_ALL, 0, &info, WEXITED | WNOHANG) != 0) {
            if (errno == EINTR) continue;
            left = false; // ECHILD
            return all;
        }
        if (info.si_pid == 0) {
            left = true;
            return all;
        }
        const bool exited = info.si_code == CLD_EXITED;
        all.push_back({info.si_pid, exited && info.si_status == 0, info.si_status, !exited});
    }
}

bool canSeeProcesses() {
    return ProcessTable().seesUs();
}

void signalDescendants(int number) {
    const ProcessTable table;
    if (!table.seesUs()) return signalUnseenChildren(number);
    const std::vector<ProcessInfo> processes = table.all();
    std::vector<const ProcessInfo*> below;
    const auto addChildren = [&](pid_t parent) {
        for (const ProcessInfo& process : processes)
            if (process.parent == parent && process.pid != table.self()) below.push_back(&process);
    };
    addChildren(table.self());
    for (std::size_t i = 0; i < below.size(); ++i)
        addChildren(below[i]->pid);
    for (const ProcessInfo* process : below)
        if (const pid_t pid = table.numberHere(*process); pid > 0) ::kill(pid, number);
}

void signalChildren(std::string_view name, int number) {
    const ProcessTable table;
    for (const ProcessInfo& process : table.all()) {
        if (process.parent != table.self() || process.name != name) continue;
        if (const pid_t pid = table.numberHere(process); pid > 0) ::kill(pid, number);
    }
}

bool isStartedBy(pid_t pid, pid_t child) {
    return pid > 0 && (pid == child || ::getsid(pid) == child);
}

bool hasLoaded(pid_t pid, const std::string& library) {
    std::error_code none;
    const auto real = std::filesystem::canonical(library, none); // the kernel follows links, too
    const auto process = ProcessTable().find(pid);
    if (none || !process) return false;
    std::ifstream maps(fmt::format("/proc/{}/maps", process->pid));
    for (std::string line; std::getline(maps, line);)
        if (line.ends_with(" " + real.native())) return true;
    return false;
}

std::string programName(pid_t pid) {
    const auto process = ProcessTable().find(pid);
    return process ? process->name : std::string();
}

} // namespace sys
