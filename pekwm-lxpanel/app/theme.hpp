// `pekwm-lxpanel theme`: which looks there are, which one counts, and choosing another.
#pragma once

#include "app/surroundings.hpp"

#include <string>
#include <vector>

namespace app {

/// `words`: list, show, or set and a name. Gives the exit status.
[[nodiscard]] int theme(const Surroundings& surroundings, const std::vector<std::string>& words,
                        const base::FileTree& files);

} // namespace app
