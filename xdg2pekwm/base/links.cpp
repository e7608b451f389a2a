#include "base/links.hpp"

#include "base/path.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <sys/stat.h>
#include <unistd.h>

namespace base {

namespace {

// As many as the kernel follows before it says ELOOP.
constexpr int maximumLinks = 40;

bool isFolder(const std::string& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

struct LookedAt {
    PathPart part;
    std::string target; ///< of a link
};

LookedAt look(const std::string& path) {
    std::array<char, PATH_MAX> target{};
    const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
    if (length > 0) return {PathPart::link, std::string(target.data(), static_cast<std::size_t>(length))};
    return {length < 0 && isNowhere(errno) ? PathPart::missing : PathPart::other, {}};
}

/// The way that is still to go.
class Rest {
  public:
    explicit Rest(std::string path) : path_(std::move(path)) {}

    [[nodiscard]] bool isEmpty() const { return at_ >= path_.size(); }
    std::string takePart() {
        const std::size_t slash = path_.find('/', at_);
        std::string part = path_.substr(at_, slash - at_);
        at_ = slash == std::string::npos ? path_.size() : slash + 1;
        return part;
    }
    /// A link was met: what it names comes first.
    void goBy(const std::string& target) {
        path_ = isEmpty() ? target : target + '/' + path_.substr(at_);
        at_ = 0;
    }

  private:
    std::string path_;
    std::size_t at_ = 0;
};

} // namespace

PathPart partAt(const std::string& path) {
    return look(path).part;
}

bool isForAll(const struct stat& folder) {
    return (folder.st_mode & S_ISVTX) != 0 && (folder.st_mode & S_IWOTH) != 0;
}

Result<std::string> followLinks(const std::string& root, const std::string& path, const PartVisitor& visit) {
    if (path.size() >= PATH_MAX) return failErrno("cannot be followed", ENAMETOOLONG);
    std::string start = path;
    if (root.empty() && !isAbsolute(path)) {
        std::array<char, PATH_MAX> working{};
        if (::getcwd(working.data(), working.size()) == nullptr)
            return failErrno("the working folder is not known", errno);
        start = join(working.data(), path);
    }
    Rest rest(std::move(start));
    std::string done; // below the root, without a slash at the end
    int links = 0;
    while (!rest.isEmpty()) {
        const std::string name = rest.takePart();
        if (name.empty() || name == ".") continue;
        const std::size_t above = done.size();
        const std::string folder = above == 0 && root.empty() ? "/" : root + done;
        if (name == "..") {
            if (visit && !visit(folder, name, PathPart::other))
                return fail("not walked to its end", ECANCELED);
            // Nothing is above what is no folder.
            if (above != 0 && !isFolder(folder))
                done.append("/..");
            else
                done.resize(above == 0 ? 0 : done.rfind('/'));
            continue;
        }
        done.append("/").append(name);
        const LookedAt at = look(root + done);
        if (visit && !visit(folder, name, at.part)) return fail("not walked to its end", ECANCELED);
        if (at.part != PathPart::link) continue;
        if (++links > maximumLinks) return failErrno("cannot be followed", ELOOP);
        done.resize(isAbsolute(at.target) ? 0 : above);
        rest.goBy(at.target);
    }
    return root + (done.empty() ? "/" : done);
}

} // namespace base
