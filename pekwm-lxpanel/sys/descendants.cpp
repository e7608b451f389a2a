#include "sys/descendants.hpp"

#include "base/unique_fd.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sys {

namespace {

struct ProcessInfo {
    pid_t pid;
    pid_t parent;
    std::string name;
};

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};

/// Reads "/proc/PID/stat": pid (name) state parent …; the name may hold anything, so its end is the last
/// bracket.
bool readInfo(const char* pidText, ProcessInfo& info) {
    const base::UniqueFd fd(::open(fmt::format("/proc/{}/stat", pidText).c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 512> buffer{};
    const ssize_t size = fd ? ::read(fd.get(), buffer.data(), buffer.size()) : -1;
    if (size <= 0) return false;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(size));
    const std::size_t open = text.find('(');
    const std::size_t close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close + 4 >= text.size())
        return false;
    info.name = text.substr(open + 1, close - open - 1);
    const char* parent = text.data() + close + 4;
    return std::from_chars(text.data(), text.data() + open, info.pid).ec == std::errc() &&
           std::from_chars(parent, text.data() + text.size(), info.parent).ec == std::errc();
}

std::vector<ProcessInfo> allProcesses() {
    std::vector<ProcessInfo> processes;
    const std::unique_ptr<DIR, CloseFolder> folder(::opendir("/proc"));
    while (const dirent* entry = folder ? ::readdir(folder.get()) : nullptr) {
        ProcessInfo info{};
        if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9' && readInfo(entry->d_name, info))
            processes.push_back(std::move(info));
    }
    return processes;
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

void signalDescendants(int number) {
    const std::vector<ProcessInfo> processes = allProcesses();
    std::vector<pid_t> below{::getpid()};
    for (std::size_t i = 0; i < below.size(); ++i) {
        for (const ProcessInfo& process : processes)
            if (process.parent == below[i] && process.pid != below.front()) below.push_back(process.pid);
    }
    for (std::size_t i = 1; i < below.size(); ++i)
        ::kill(below[i], number);
}

void signalChildren(std::string_view name, int number) {
    const pid_t self = ::getpid();
    for (const ProcessInfo& process : allProcesses())
        if (process.parent == self && process.name == name) ::kill(process.pid, number);
}

bool hasLoaded(pid_t pid, const std::string& library) {
    std::error_code none;
    const auto real = std::filesystem::canonical(library, none); // the kernel follows links, too
    std::ifstream maps(fmt::format("/proc/{}/maps", pid));
    for (std::string line; !none && std::getline(maps, line);)
        if (line.ends_with(" " + real.native())) return true;
    return false;
}

std::string programName(pid_t pid) {
    ProcessInfo info{};
    return readInfo(std::to_string(pid).c_str(), info) ? info.name : std::string();
}

} // namespace sys
