// The control socket: requests as a client may send them, in pieces, too long, or cut off.
#include "fuzz/fuzz.hpp"
#include "support/temporary_folder.hpp"
#include "sys/control_server.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <vector>

namespace {

constexpr std::size_t longestRequest = 256;

/// A server with one client, in one thread: what one end sends is there at once at the other.
class Conversation {
  public:
    Conversation() : loop_(sys::EventLoop::make().value()) {
        const std::string path = folder_ / "s";
        server_ =
            std::move(sys::ControlServer::listen(path, loop_, clock_, [this](const std::string& request) {
                          requests.push_back(request);
                          return "ok\n" + request;
                      }).value());
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::copy(path.begin(), path.end(), std::begin(address.sun_path));
        client_ = base::UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        const int done =
            ::connect(client_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address); // NOLINT
        fuzz::require(done == 0, "a client can connect");
        loop_.runOnce();
    }

    /// Sends a piece and lets the server take it. Nothing more is sent to one that has closed its end.
    void say(std::string_view piece) {
        if (closed || piece.empty()) return;
        fuzz::require(::send(client_.get(), piece.data(), piece.size(), MSG_NOSIGNAL) ==
                          static_cast<ssize_t>(piece.size()),
                      "an open server takes what is sent");
        // It reads a bounded part at a time, and is told that there is more.
        for (std::size_t left = piece.size() / longestRequest + 1; left > 0 && !closed; --left) {
            loop_.runOnce();
            hear();
            if (piece.size() <= longestRequest) break;
        }
    }

    /// The client goes.
    void leave() {
        client_.reset();
        if (!closed) loop_.runOnce();
        fuzz::require(!server_->deadline(), "a client that has gone is forgotten");
    }

    std::vector<std::string> requests;
    std::string answer;
    bool closed = false;

  private:
    void hear() {
        std::array<char, 4096> buffer{};
        for (;;) {
            const ssize_t got = ::recv(client_.get(), buffer.data(), buffer.size(), 0);
            if (got > 0) {
                answer.append(buffer.data(), static_cast<std::size_t>(got));
            } else {
                closed = got == 0 || errno != EAGAIN;
                return;
            }
        }
    }

    support::TemporaryFolder folder_;
    sys::Clock clock_;
    sys::EventLoop loop_;
    std::unique_ptr<sys::ControlServer> server_;
    base::UniqueFd client_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t most = 4096; // far above what is read, far below what a socket holds
    const std::string_view input = fuzz::textOf(data, std::min(size, most));
    Conversation conversation;
    fuzz::Parts parts(input);
    std::string said;
    while (!parts.atEnd() && !conversation.closed) {
        const std::string_view piece = parts.next();
        said += piece;
        conversation.say(piece);
    }
    const std::size_t end = said.find('\n');
    if (end == std::string::npos) {
        fuzz::require(conversation.requests.empty() && conversation.answer.empty(),
                      "half a request has no answer");
        fuzz::require(conversation.closed == (said.size() > longestRequest),
                      "one that is too long is cut off");
    } else if (end > longestRequest) {
        fuzz::require(conversation.requests.empty() && conversation.closed,
                      "a request too long is not answered");
    } else {
        fuzz::require(conversation.requests == std::vector{said.substr(0, end)},
                      "a request is answered once");
        fuzz::require(conversation.answer == "ok\n" + said.substr(0, end), "the answer arrives");
        fuzz::require(conversation.closed, "then the server is done");
    }
    conversation.leave();
    return 0;
}
