#include "sys/new_file.hpp"

#include "base/path.hpp"
#include "base/unique_fd.hpp"
#include "base/write_all.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h> // RENAME_NOREPLACE, of which not every C library tells
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sys {

namespace {

/// A file that is gone with the object.
class Draft {
  public:
    explicit Draft(const std::string& target)
        : path_(fmt::format("{}/.{}.new-XXXXXX", base::folderOf(target), base::fileNameOf(target))),
          fd_(::mkostemp(path_.data(), O_CLOEXEC)) {}
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() {
        if (fd_) ::unlink(path_.c_str());
    }
    [[nodiscard]] explicit operator bool() const { return static_cast<bool>(fd_); }

    [[nodiscard]] int fd() const { return fd_.get(); }

    /// Gives it the mode that the user's umask gives to new files. False with errno, as the next.
    [[nodiscard]] bool openToOthers() const {
        const mode_t mask = ::umask(0);
        ::umask(mask);
        return ::fchmod(fd_.get(), 0666U & ~mask) == 0;
    }

    /// Takes a name that nothing has. Not every file system can do that in one step, nor have two names.
    [[nodiscard]] bool becomes(const char* name) const {
        const char* draft = path_.c_str();
        if (::syscall(SYS_renameat2, AT_FDCWD, draft, AT_FDCWD, name, RENAME_NOREPLACE) == 0) return true;
        if (errno == EEXIST) return false;
        if (::link(draft, name) == 0) return true;
        if (errno == EEXIST) return false;
        const base::UniqueFd ours(::open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        return ours && std::rename(draft, name) == 0;
    }

  private:
    std::string path_;
    base::UniqueFd fd_; ///< empty where it could not be made
};

} // namespace

base::Result<void> makeFile(const std::string& path, std::string_view text) {
    const Draft draft(path);
    if (!draft) return base::failErrno(path.c_str(), errno);
    if (const auto done = base::writeAll(draft.fd(), text); !done)
        return base::failErrno(path.c_str(), done.error().code);
    if (draft.openToOthers() && draft.becomes(path.c_str())) return {};
    return base::failErrno(path.c_str(), errno);
}

} // namespace sys
