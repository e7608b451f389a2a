#include "sys/control_server.hpp"

#include "base/unix_socket.hpp"
#include "sys/descendants.hpp"
#include "sys/keeper.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace sys {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t mostClients = 8;
constexpr std::size_t longestRequest = 256;
constexpr auto requestPatience = 2000ms;
/// Until descriptors are asked for again where there are none.
constexpr auto pause = 500ms;

/// The process at the other end, where it is this user's; 0 where it lives in another PID namespace.
std::optional<pid_t> ownPeer(int fd) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.uid != ::getuid())
        return std::nullopt;
    return peer.pid;
}

/// Where too many wait already, it is tried again for `time`.
base::Result<base::UniqueFd> connectTo(const std::string& path, std::chrono::milliseconds time) {
    const auto address = base::UnixAddress::of(path);
    if (!address) return base::failAt(path, address.error());
    base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd) return base::failErrno("socket", errno);
    constexpr std::chrono::milliseconds again{20};
    for (; ::connect(fd.get(), address->get(), address->size()) != 0; time -= again) {
        if (errno != EAGAIN || time.count() <= 0) return base::failErrno(path.c_str(), errno);
        std::this_thread::sleep_for(again);
    }
    return fd;
}

bool wait(int fd, short events, std::chrono::milliseconds time) {
    pollfd ready{fd, events, 0};
    return ::poll(&ready, 1, static_cast<int>(time.count())) == 1;
}

} // namespace

base::Result<std::unique_ptr<ControlServer>> ControlServer::listen(const std::string& path, EventLoop& loop,
                                                                   const Clock& clock, Answerer answerer) {
    const auto address = base::UnixAddress::of(path);
    if (!address) return base::failAt(path, address.error());
    base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd) return base::failErrno("socket", errno);
    ::unlink(path.c_str()); // left behind by one that was killed: its folder is ours alone
    if (::bind(fd.get(), address->get(), address->size()) != 0) return base::failErrno(path.c_str(), errno);
    if (::chmod(path.c_str(), 0600) != 0 || ::listen(fd.get(), SOMAXCONN) != 0)
        return base::failErrno(path.c_str(), errno);
    std::unique_ptr<ControlServer> server(new ControlServer(std::move(fd), loop, clock, std::move(answerer)));
    if (auto opened = server->open(); !opened) return tl::make_unexpected(std::move(opened.error()));
    return server;
}

ControlServer::ControlServer(base::UniqueFd fd, EventLoop& loop, const Clock& clock, Answerer answerer)
    : fd_(std::move(fd)), loop_(loop), clock_(clock), answerer_(std::move(answerer)) {}

ControlServer::~ControlServer() {
    for (const auto& [fd, client] : clients_)
        loop_.remove(fd);
    loop_.remove(fd_.get()); // the socket goes with its folder, which another session may have made anew
}

base::Result<void> ControlServer::open() {
    closedUntil_.reset();
    return loop_.add(fd_.get(), [this] { accept(); });
}

void ControlServer::close() {
    loop_.remove(fd_.get());
    closedUntil_ = clock_.now() + pause;
}

void ControlServer::accept() {
    base::UniqueFd fd(::accept4(fd_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    // Whoever knocks goes on knocking, and the loop would do nothing else than hear it.
    if (!fd && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)) return close();
    if (!fd || !ownPeer(fd.get())) return; // closed again
    const int number = fd.get();
    if (!loop_.add(number, [this, number] { readable(number); })) return;
    Client& client = clients_[number];
    client.fd = std::move(fd);
    client.due = clock_.now() + requestPatience;
    if (clients_.size() >= mostClients) loop_.remove(fd_.get()); // the next ones wait until one has gone
}

void ControlServer::readable(int fd) {
    Client& client = clients_.at(fd);
    std::array<char, longestRequest + 1> buffer{};
    const ssize_t got = ::recv(fd, buffer.data(), buffer.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return drop(fd);
    client.request.append(buffer.data(), static_cast<std::size_t>(got));
    const std::size_t end = client.request.find('\n');
    if (end == std::string::npos) {
        if (client.request.size() > longestRequest) drop(fd);
        return;
    }
    client.request.resize(end);
    client.answer =
        client.request.size() > longestRequest ? "error: too long a request\n" : answerer_(client.request);
    if (!loop_.add(
            fd, [this, fd] { writable(fd); }, true))
        return drop(fd);
    writable(fd);
}

void ControlServer::writable(int fd) {
    Client& client = clients_.at(fd);
    const ssize_t put = ::send(fd, client.answer.data(), client.answer.size(), MSG_NOSIGNAL);
    if (put < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (put >= 0) client.answer.erase(0, static_cast<std::size_t>(put));
    if (put < 0 || client.answer.empty()) drop(fd);
}

void ControlServer::drop(int fd) {
    loop_.remove(fd);
    const bool full = clients_.size() >= mostClients;
    clients_.erase(fd);
    if (full && !open()) close();
}

std::optional<std::chrono::milliseconds> ControlServer::deadline() const {
    std::optional<std::chrono::milliseconds> soonest = closedUntil_;
    for (const auto& [fd, client] : clients_)
        if (!soonest || client.due < *soonest) soonest = client.due;
    return soonest;
}

void ControlServer::timeReached() {
    const auto now = clock_.now();
    for (auto client = clients_.begin(); client != clients_.end();) {
        const int fd = client->first;
        const bool late = client->second.due <= now;
        ++client;
        if (late) drop(fd);
    }
    if (closedUntil_ && *closedUntil_ <= now && !open()) close();
}

base::Result<std::string> askControlServer(const std::string& path, const std::string& request,
                                           std::chrono::milliseconds time) {
    const auto connected = connectTo(path, time);
    if (!connected) return tl::make_unexpected(connected.error());
    const base::UniqueFd& fd = *connected;
    if (!ownPeer(fd.get())) return base::fail(path + " belongs to another user", EPERM);
    const std::string line = request + "\n";
    if (!wait(fd.get(), POLLOUT, time) ||
        ::send(fd.get(), line.data(), line.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(line.size()))
        return base::fail("the session does not listen", ETIMEDOUT);
    std::string answer;
    std::array<char, 4096> buffer{};
    for (;;) {
        if (!wait(fd.get(), POLLIN, time)) return base::fail("the session does not answer", ETIMEDOUT);
        const ssize_t got = ::recv(fd.get(), buffer.data(), buffer.size(), 0);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got < 0) return base::failErrno("the session's answer", errno);
        if (got == 0) return answer;
        answer.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

void killListener(const std::string& path) {
    const auto fd = connectTo(path, {});
    const auto pid = fd ? ownPeer(fd->get()) : std::nullopt;
    if (!pid || *pid <= 0 || *pid == ::getpid()) return;
    // The path was read from the display, where anybody may have written it.
    if (programName(*pid) != keptName) return;
    ::kill(*pid, SIGKILL); // its keeper ends the rest
}

} // namespace sys
