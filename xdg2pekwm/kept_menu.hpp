// Whether the menu is known already: what a run depends on beside files, and when it may be kept.
#pragma once

#include "base/diagnostics.hpp"
#include "base/file_tree.hpp"
#include "cache/result_store.hpp"
#include "options.hpp"
#include "xdg/environment.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace app {

/// Whether results of such runs are kept: of those that write a menu of this machine, once.
[[nodiscard]] bool isKept(const Options& options);

class KeptMenu {
  public:
    /// To be made before any file is read. `diagnostics`: those that `environment` gave, nothing else.
    KeptMenu(const Options& options, const xdg::Environment& environment,
             const base::Diagnostics& diagnostics);

    /// What a former run made, where this one would make the same.
    [[nodiscard]] std::optional<cache::Result> find() const;
    /// For the runs that come later. `files` has recorded all that was asked of it.
    void keep(const cache::Result& result, const base::FileTree& files) const;

  private:
    bool isKept_;
    bool makeAnew_;
    std::int64_t began_;
    cache::ResultStore store_;
    std::string question_;
};

} // namespace app
