// The variables of an environment, as a value.
#pragma once

#include <map>
#include <string>

namespace plan {

using Variables = std::map<std::string, std::string>; ///< by name

} // namespace plan
