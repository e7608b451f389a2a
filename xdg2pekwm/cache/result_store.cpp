#include "cache/result_store.hpp"

#include "base/atomic_file.hpp"
#include "base/file_tree.hpp"
#include "base/heap.hpp"
#include "base/temporary_file.hpp"
#include "base/unique_fd.hpp"
#include "cache/bytes.hpp"
#include "cache/manifest.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <memory>
#include <new>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace cache {

namespace {

// Changes with whatever is written below it. The second half is also wrong where bytes are in another order.
constexpr std::uint64_t formatMark = 0x7832706D'00000003U;
constexpr std::uint64_t largestResult = std::uint64_t{256} << 20U; // bytes, without the header
constexpr std::string_view ending = ".result";

/// Finer than the clock of file systems, some of which are as fine at times.
std::int64_t now() {
    const auto time = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
}

/// What a file begins with. Behind it come the question, the manifest, the diagnostics and the text.
struct Header {
    std::uint64_t mark = formatMark;
    std::uint64_t sum = 0; ///< of the parts
    std::array<std::uint64_t, 4> sizes{};

    using Parts = std::array<std::string_view, 4>;
    explicit Header(const Parts& parts) : sum(sumOf(parts)) {
        std::transform(parts.begin(), parts.end(), sizes.begin(), [](auto part) { return part.size(); });
    }
    Header() = default;

    static std::uint64_t sumOf(const Parts& parts) {
        ByteWriter sums;
        for (const std::string_view part : parts)
            sums.number(checksum(part));
        return checksum(sums.bytes());
    }
    /// Of the parts; 0 where they are more than any result has.
    [[nodiscard]] std::uint64_t total() const {
        std::uint64_t left = largestResult;
        for (const std::uint64_t size : sizes) {
            if (size > left) return 0;
            left -= size;
        }
        return largestResult - left;
    }
};

/// Opens a file of ours of an age that it may have, and says how large it is.
base::UniqueFd openOwn(const std::string& path, std::int64_t oldest, std::int64_t& size) {
    base::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    struct stat status {};
    if (!fd || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
    const base::FileStamp stamp = base::stampOf(status);
    // One from the future comes from a clock that was set back.
    if (status.st_uid != ::getauxval(AT_EUID) || stamp.modified < oldest || stamp.modified > now()) return {};
    size = stamp.size;
    return fd;
}

/// It is not mapped: whoever cuts the file short meanwhile would stop us.
bool readInto(const base::UniqueFd& fd, void* to, std::size_t size) {
    std::size_t have = 0;
    while (have < size) {
        const ssize_t got = ::read(fd.get(), static_cast<char*>(to) + have, size - have);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        have += static_cast<std::size_t>(got);
    }
    return true;
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
    std::int64_t fileSize = 0;
    const base::UniqueFd fd =
        openOwn(pathOf(question), now() - std::chrono::nanoseconds(lifetime).count(), fileSize);
    Header header;
    if (!fd || !readInto(fd, &header, sizeof header) || header.mark != formatMark) return std::nullopt;
    const std::uint64_t size = header.total();
    if (size == 0 || std::uint64_t{sizeof header} + size != static_cast<std::uint64_t>(fileSize))
        return std::nullopt;
    std::unique_ptr<char[]> content(new (std::nothrow) char[size]); // a damaged size is no error of the run
    if (!content) return std::nullopt;
    base::expectWrites(content.get(), size);
    if (!readInto(fd, content.get(), size)) return std::nullopt;
    std::string_view rest(content.get(), size);
    Header::Parts parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i] = rest.substr(0, header.sizes[i]);
        rest.remove_prefix(parts[i].size());
    }
    const auto& [kept, manifest, said, text] = parts;
    if (Header::sumOf(parts) != header.sum || kept != question || !isUnchanged(ByteReader(manifest)))
        return std::nullopt;
    ByteReader in(said);
    Result result{text, readDiagnostics(in), std::move(content)};
    if (!in.isGood() || !in.atEnd()) return std::nullopt;
    return result;
}

void ResultStore::keep(std::string_view question, const Result& result, const base::InputLog& log,
                       std::int64_t began) const {
    const auto manifest = makeManifest(log, began);
    if (!manifest) return;
    ByteWriter said;
    write(said, result.diagnostics);
    const Header::Parts parts{{question, *manifest, said.bytes(), result.text}};
    const Header header(parts);
    if (header.total() == 0) return;
    const std::string path = pathOf(question);
    std::array<char, sizeof header> start{};
    std::memcpy(start.data(), &header, sizeof header);
    const std::array<std::string_view, 5> all{
        {{start.data(), start.size()}, parts[0], parts[1], parts[2], parts[3]}};
    if (const auto isNew = base::putFile(path, all); isNew && *isNew) prune(path);
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
        else if (temporary && now() - stamp->modified > std::chrono::nanoseconds(base::leftoverAge).count())
            ::unlink(path.c_str());
    });
    if (!done || results.size() < mostResults) return;
    std::sort(results.begin(), results.end(),
              [](const File& a, const File& b) { return a.modified > b.modified; });
    for (std::size_t i = mostResults - 1; i < results.size(); ++i)
        ::unlink(results[i].path.c_str());
}

} // namespace cache
