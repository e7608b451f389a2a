#include "base/write_all.hpp"

#include <algorithm>
#include <cerrno>
#include <sys/uio.h>
#include <vector>

namespace base {

Result<void> writeAll(int fd, std::span<const std::string_view> parts) {
    std::vector<iovec> pieces;
    for (const std::string_view part : parts) // writev only reads, whatever its type says
        pieces.push_back({const_cast<char*>(part.data()), part.size()}); // NOLINT(*-const-cast)
    for (std::span<iovec> left = pieces;;) {
        while (!left.empty() && left.front().iov_len == 0)
            left = left.subspan(1);
        if (left.empty()) return {};
        const ssize_t put = ::writev(fd, left.data(), static_cast<int>(left.size()));
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return failErrno("cannot be written", put < 0 ? errno : EIO);
        auto done = static_cast<std::size_t>(put);
        for (iovec& piece : left) {
            const std::size_t ofThis = std::min(done, piece.iov_len);
            piece.iov_base = static_cast<char*>(piece.iov_base) + ofThis;
            piece.iov_len -= ofThis;
            done -= ofThis;
        }
    }
}

} // namespace base
