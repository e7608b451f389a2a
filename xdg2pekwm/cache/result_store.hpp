// What runs with the same question are given instead of working it out again.
#pragma once

#include "base/diagnostics.hpp"
#include "base/input_log.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cache {

/// What a run made, and what it had to say.
struct Result {
    std::string_view text;
    base::Diagnostics diagnostics;
    std::unique_ptr<const char[]> memory = nullptr; ///< where the text lies, unless somebody else has it
};

/// A folder of results, one file for each question. Several processes may use it at the same time. Nothing
/// that is in it, or wrong with it, is ever an error: there is no result then, or it is not kept.
class ResultStore {
  public:
    explicit ResultStore(std::string folder) : folder_(std::move(folder)) {}

    /// The result that was kept for exactly this `question`, where nothing has changed that it was made from.
    [[nodiscard]] std::optional<Result> find(std::string_view question) const;

    /// Keeps a result for those that come later. `log` has all that it was made from, and `began` is what
    /// fileClock() said before; where these are no proof, nothing is kept.
    void keep(std::string_view question, const Result& result, const base::InputLog& log,
              std::int64_t began) const;

    /// Once a day all is done in full: what is to be done now and then is done, and no file system can hide a
    /// change for longer.
    static constexpr std::chrono::hours lifetime{24};
    static constexpr std::size_t mostResults = 16;

  private:
    [[nodiscard]] std::string pathOf(std::string_view question) const;
    void prune(const std::string& newest) const;

    std::string folder_;
};

} // namespace cache
