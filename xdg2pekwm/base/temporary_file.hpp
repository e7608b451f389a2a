// A file that is made beside the one whose name it gets, so that nobody ever sees a part of it.
#pragma once

#include "base/result.hpp"
#include "base/unique_fd.hpp"

#include <chrono>
#include <string>
#include <sys/types.h>

namespace base {

/// Removed again if it does not get its name.
class TemporaryFile {
  public:
    /// An empty file for its owner alone (mode 0600), in the folder of `target`. The missing folders are made
    /// (mode 0700, as the Base Directory specification asks).
    [[nodiscard]] static Result<TemporaryFile> beside(const std::string& target);
    TemporaryFile(TemporaryFile&& other) noexcept;
    TemporaryFile& operator=(TemporaryFile&&) = delete;
    ~TemporaryFile();

    [[nodiscard]] int fd() const { return fd_.get(); }

    [[nodiscard]] Result<void> setMode(mode_t mode) const;
    /// Takes the name `target`, whatever has it.
    [[nodiscard]] Result<void> becomes(const std::string& target);
    /// Takes the name `target` only where nothing has it, be it a link to nowhere: EEXIST otherwise.
    [[nodiscard]] Result<void> becomesNew(const std::string& target);

  private:
    TemporaryFile() = default;
    bool make(const std::string& target);
    Result<void> named(bool done, const char* otherwise);

    std::string path_; ///< empty when it has got its name
    UniqueFd fd_;
};

/// What the user's umask gives to new files.
[[nodiscard]] mode_t modeOfNewFiles();

/// No writer takes so long: what is older was left by one that was killed.
inline constexpr std::chrono::seconds leftoverAge{3600};

/// Removes the temporary files beside `target` that are `leftoverAge` old: their writers were killed.
void removeLeftovers(const std::string& target);

} // namespace base
