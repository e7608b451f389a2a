// xdg2pekwm-icon SIZE GAP: makes icons on request; standard input is the socket that protocol.hpp tells of.
//
// xdg2pekwm-icon SIZE GAP IMAGE PNG: makes one icon.
#include "base/file_tree.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "decode.hpp"
#include "encode.hpp"
#include "icons/picture_size.hpp"
#include "limits.hpp"
#include "protocol.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <string>
#include <sys/socket.h>

namespace {

struct Job {
    int size;
    int gap;
};

using raster::Verdict;

struct Failure {
    Verdict verdict;
    std::string reason;
};

/// From the words behind the program's name; nothing where they are none of its.
std::optional<Job> jobOf(int argc, char** argv) {
    if (argc != 3 && argc != 5) return std::nullopt;
    const auto size = base::numberOf<int>(argv[1], 1, int{icons::mostSize});
    const auto gap = base::numberOf<int>(argv[2], 0, int{icons::widestGap});
    if (!size || !gap) return std::nullopt;
    return Job{*size, *gap};
}

base::Result<std::string> render(const std::string& content, Job job) {
    const auto kind = raster::kindOf(content);
    if (!kind) return tl::make_unexpected(kind.error());
    const auto picture = *kind == raster::ImageKind::svg ? raster::drawSvg(content, job.size)
                                                         : raster::decodeBitmap(content, *kind, job.size);
    if (!picture) return tl::make_unexpected(picture.error());
    return raster::encodePng(raster::centred(*picture, job.size), job.gap);
}

/// What keeps an image from being read: its own size or kind, who may read it, or something else.
Verdict verdictOf(int code) {
    switch (code) {
    case EFBIG:
    case EINVAL: // not a regular file
        return Verdict::badImage;
    case EACCES:
    case EPERM:
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
        return Verdict::noAccess;
    default:
        return Verdict::failed;
    }
}

std::optional<Failure> make(const std::string& source, const std::string& target, Job job) {
    raster::limitNextImage();
    const auto content = base::FileTree().read(source, raster::sourceLimit);
    if (!content) {
        const Verdict verdict = verdictOf(content.error().code);
        return Failure{verdict,
                       (verdict == Verdict::failed ? source + ' ' : std::string()) + content.error().message};
    }
    const auto png = render(*content, job);
    // librsvg ends what it says with a line break.
    if (!png)
        return Failure{png.error().code == ENOTSUP ? Verdict::noAccess : Verdict::badImage,
                       std::string(base::trim(png.error().message))};
    const auto written = raster::writeCacheFile(target, *png);
    if (!written) return Failure{Verdict::failed, written.error().message};
    return std::nullopt;
}

int serve(Job job) {
    std::array<char, 2 * 4096 + 2> buffer{};
    const auto answer = [](std::string_view text) {
        return ::send(0, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
    };
    if (!answer(raster::greeting)) return 1;
    for (;;) {
        const ssize_t got = ::recv(0, buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got == 0 ? 0 : 1;
        const std::string_view request(buffer.data(), static_cast<std::size_t>(got));
        const std::size_t zero = request.find('\0');
        if (zero == std::string_view::npos) return 1;
        const auto failure =
            make(std::string(request.substr(0, zero)), std::string(request.substr(zero + 1)), job);
        std::string text(1, static_cast<char>(failure ? failure->verdict : Verdict::made));
        if (failure) text += failure->reason;
        if (!answer(text)) return 1;
    }
}

} // namespace

int main(int argc, char** argv) {
    const auto job = jobOf(argc, argv);
    if (!job) {
        std::fputs("usage: xdg2pekwm-icon SIZE GAP [IMAGE PNG]\n", stderr);
        return 2;
    }
    raster::limitProcess();
    if (argc == 3) return serve(*job);
    if (const auto failure = make(argv[3], argv[4], *job)) {
        std::fprintf(stderr, "%s: %s\n", argv[3], failure->reason.c_str());
        return 1;
    }
    return 0;
}
