// What was made is brought to where it is wanted.
#pragma once

#include "base/result.hpp"
#include "options.hpp"
#include "report.hpp"

#include <string>
#include <string_view>

namespace app {

class Delivery {
  public:
    /// `home`: the user's folder, empty where nobody knows one. All that is passed must outlive the object.
    Delivery(const Options& options, const std::string& home, Reporter& reporter)
        : options_(options), home_(home), reporter_(reporter) {}

    /// Writes `text` to standard output, the file of --output, or where pekwm looks for its menu. Returns the
    /// exit status, and has reported why where it is not exitDone.
    [[nodiscard]] int run(std::string_view text);
    /// Whether a file has another content now.
    [[nodiscard]] bool changed() const { return changed_; }

  private:
    int replace(const std::string& path, std::string_view text);
    int replaceMenu(const std::string& path, std::string_view text);

    const Options& options_;
    const std::string& home_;
    Reporter& reporter_;
    bool changed_ = false;
};

/// Writes `text` to standard output; the exit status, as above.
[[nodiscard]] int print(std::string_view text);

} // namespace app
