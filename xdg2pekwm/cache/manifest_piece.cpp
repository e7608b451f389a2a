#include "cache/manifest_piece.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <sys/stat.h>

namespace cache {

namespace {

// In one piece: small enough that nobody waits long for the other one at the end.
constexpr std::size_t mostNames = 128;

/// `stamp` may be null.
void write(ByteWriter& out, const base::FileStamp* stamp) {
    if (stamp == nullptr) return out.number(std::uint64_t{0});
    out.numbers(std::array<std::uint64_t, 6>{
        1, stamp->device, stamp->inode, static_cast<std::uint64_t>(stamp->modified),
        static_cast<std::uint64_t>(stamp->changed), static_cast<std::uint64_t>(stamp->size)});
}

/// The kind is not kept: it cannot change without the inode.
base::FileStamp readStamp(ByteReader& in) {
    base::FileStamp stamp;
    stamp.device = in.number();
    stamp.inode = in.number();
    stamp.modified = in.signedNumber();
    stamp.changed = in.signedNumber();
    stamp.size = in.signedNumber();
    return stamp;
}

bool isSame(const base::FileStamp& kept, const struct stat& status) {
    base::FileStamp now = base::stampOf(status);
    now.kind = kept.kind;
    return now == kept;
}

std::span<const AskedName> takeNames(std::span<const AskedName>& left) {
    const auto taken = left.first(std::min(left.size(), mostNames));
    left = left.subspan(taken.size());
    return taken;
}

void packPiece(ByteWriter& out, std::string_view folder, const base::FileStamp* stamp,
               std::span<const AskedName> names) {
    const std::size_t start = out.startPart();
    out.text(folder);
    write(out, stamp);
    out.number(std::uint64_t{names.size()});
    for (const AskedName& name : names) {
        out.text(name.text);
        write(out, name.stamp);
    }
    out.endPart(start);
}

bool isUnchangedName(int folder, ByteReader& in) {
    const std::string_view name = in.text();
    const bool there = in.number() != 0;
    const base::FileStamp kept = there ? readStamp(in) : base::FileStamp{};
    if (!in.isGood()) return false;
    struct stat status {};
    const bool found = ::fstatat(folder, name.data(), &status, 0) == 0;
    return found ? there && isSame(kept, status) : !there;
}

} // namespace

std::string packPieces(std::span<const AskedGroup> groups) {
    constexpr std::size_t numbers = 9; // of a name or a piece, its stamp with them
    std::size_t size = 0;
    for (const AskedGroup& group : groups) {
        const std::size_t pieces = group.names.size() / mostNames + 1;
        size += pieces * group.folder.size() +
                (group.names.size() + pieces) * (numbers * sizeof(std::uint64_t) + 1);
        for (const AskedName& name : group.names)
            size += name.text.size();
    }
    ByteWriter out;
    out.reserve(size);
    for (const AskedGroup& group : groups) {
        std::span<const AskedName> left = group.names;
        packPiece(out, group.folder, group.stamp, takeNames(left));
        while (!left.empty())
            packPiece(out, group.folder, nullptr, takeNames(left));
    }
    return out.take();
}

bool PieceChecker::open(std::string_view folder) {
    if (fd_ && folder == folder_) return true;
    fd_ = base::UniqueFd(::open(folder.data(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    folder_ = folder;
    return static_cast<bool>(fd_);
}

bool PieceChecker::isUnchanged(ByteReader in) {
    const std::string_view folder = in.text();
    if (!in.isGood() || (!folder.empty() && !open(folder))) return false;
    if (in.number() != 0) {
        const base::FileStamp kept = readStamp(in);
        struct stat status {};
        if (!in.isGood() || folder.empty() || ::fstat(fd_.get(), &status) != 0 || !isSame(kept, status))
            return false;
    }
    constexpr std::size_t smallestName = 2 * sizeof(std::uint64_t) + 1;
    const int at = folder.empty() ? AT_FDCWD : fd_.get();
    for (std::uint64_t left = in.count(smallestName); left > 0; --left) {
        if (!isUnchangedName(at, in)) return false;
    }
    return in.isGood() && in.atEnd();
}

} // namespace cache
