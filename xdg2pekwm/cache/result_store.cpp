#include "cache/result_store.hpp"

#include "base/atomic_file.hpp"
#include "base/file_tree.hpp"
#include "base/unique_fd.hpp"
#include "cache/bytes.hpp"
#include "cache/manifest.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace cache {

namespace {

// Changes with whatever is written below it. The second half is also wrong where bytes are in another order.
constexpr std::uint64_t formatMark = 0x7832706D'00000001U;
constexpr std::size_t headerSize = 2 * sizeof(std::uint64_t); // the mark and the checksum of all behind it
constexpr std::int64_t largestResult = std::int64_t{256} << 20U;
constexpr std::string_view ending = ".result";
constexpr std::int64_t temporaryLifetime = 3'600'000'000'000; // nanoseconds

/// Finer than the clock of file systems, some of which are as fine at times.
std::int64_t now() {
    const auto time = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
}

/// Bytes that are not zeroed before they are read.
struct Content {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
};

/// The file's content; empty for anything but a file of ours of a size that it may have. It is not mapped:
/// whoever cuts it short meanwhile would stop us.
Content readOwn(const std::string& path, std::int64_t oldest) {
    const base::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    struct stat status {};
    if (!fd || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
    const base::FileStamp stamp = base::stampOf(status);
    // One from the future comes from a clock that was set back.
    if (status.st_uid != ::getauxval(AT_EUID) || stamp.size > largestResult || stamp.modified < oldest ||
        stamp.modified > now())
        return {};
    Content content;
    content.size = static_cast<std::size_t>(stamp.size);
    content.bytes = std::make_unique_for_overwrite<char[]>(content.size);
    std::size_t have = 0;
    while (have < content.size) {
        const ssize_t got = ::read(fd.get(), content.bytes.get() + have, content.size - have);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return {};
        have += static_cast<std::size_t>(got);
    }
    return content;
}

void write(ByteWriter& out, const base::Diagnostics& diagnostics) {
    out.number(std::uint64_t{diagnostics.dropped()});
    out.number(std::uint64_t{diagnostics.all().size()});
    for (const base::Diagnostic& one : diagnostics.all()) {
        out.number(std::uint64_t{static_cast<unsigned>(one.severity)});
        out.number(std::uint64_t{one.line});
        for (const std::string* part : {&one.path, &one.group, &one.key, &one.message})
            out.text(*part);
    }
}

base::Diagnostics readDiagnostics(ByteReader& in) {
    constexpr std::size_t smallest = 6 * sizeof(std::uint64_t);
    const std::uint64_t dropped = in.number();
    const std::uint64_t count = in.count(smallest);
    std::vector<base::Diagnostic> list;
    for (std::uint64_t i = 0; i < count && in.isGood(); ++i) {
        base::Diagnostic one;
        one.severity = static_cast<base::Severity>(std::min<std::uint64_t>(in.number(), 2));
        one.line = static_cast<unsigned>(in.number());
        for (std::string* part : {&one.path, &one.group, &one.key, &one.message})
            *part = in.text();
        list.push_back(std::move(one));
    }
    return {std::move(list), static_cast<std::size_t>(dropped)};
}

} // namespace

std::string ResultStore::pathOf(std::string_view question) const {
    return fmt::format("{}/{:016x}{}", folder_, checksum(question), ending);
}

std::optional<Result> ResultStore::find(std::string_view question) const {
    const std::int64_t oldest = now() - std::chrono::nanoseconds(lifetime).count();
    const Content content = readOwn(pathOf(question), oldest);
    ByteReader in({content.bytes.get(), content.size});
    if (in.number() != formatMark) return std::nullopt;
    if (const std::uint64_t sum = in.number(); !in.isGood() || sum != checksum(in.rest()))
        return std::nullopt;
    if (in.text() != question) return std::nullopt;
    const std::string_view manifest = in.text();
    if (!in.isGood() || !isUnchanged(ByteReader(manifest))) return std::nullopt;
    Result result{std::string(in.text()), readDiagnostics(in)};
    if (!in.isGood() || !in.atEnd()) return std::nullopt;
    return result;
}

void ResultStore::keep(std::string_view question, const Result& result, const base::InputLog& log,
                       std::int64_t began) const {
    const auto manifest = makeManifest(log, began);
    if (!manifest) return;
    ByteWriter body;
    constexpr std::size_t room = 4096; // for diagnostics, of which there are few
    body.reserve(question.size() + manifest->size() + result.text.size() + room);
    body.text(question);
    body.text(*manifest);
    body.text(result.text);
    write(body, result.diagnostics);
    ByteWriter header;
    header.number(formatMark);
    header.number(checksum(body.bytes()));
    if (body.bytes().size() + headerSize > largestResult) return;
    const std::string path = pathOf(question);
    const bool isNew = ::access(path.c_str(), F_OK) != 0;
    const std::array<std::string_view, 2> parts{header.bytes(), body.bytes()};
    if (base::putFile(path, parts) && isNew) prune(path);
}

/// Questions that nobody asks any more, and what a writer left that was stopped. `newest` may be of the same
/// tick of the clock as others.
void ResultStore::prune(const std::string& newest) const {
    struct File {
        std::string path;
        std::int64_t modified;
    };
    const base::FileTree tree;
    std::vector<File> results;
    const auto done = tree.visitFolder(folder_, [&](std::string_view name, std::optional<base::FileKind>) {
        const bool temporary = name.starts_with('.');
        if (!temporary && !name.ends_with(ending)) return;
        std::string path = fmt::format("{}/{}", folder_, name);
        const auto stamp = tree.stat(path);
        if (!stamp) return;
        if (!temporary && path != newest)
            results.push_back({std::move(path), stamp->modified});
        else if (temporary && now() - stamp->modified > temporaryLifetime)
            ::unlink(path.c_str());
    });
    if (!done || results.size() < mostResults) return;
    std::sort(results.begin(), results.end(),
              [](const File& a, const File& b) { return a.modified > b.modified; });
    for (std::size_t i = mostResults - 1; i < results.size(); ++i)
        ::unlink(results[i].path.c_str());
}

} // namespace cache
