#include "install_paths.hpp"

#include "base/program_place.hpp"

namespace app {

std::string iconProgram() {
    return base::fromProgramFolder(KIT_BIN_TO_LIBEXEC "/xdg2pekwm/xdg2pekwm-icon");
}

std::string kitIconFolder() {
    return base::fromProgramFolder(KIT_BIN_TO_DATA "/xdg2pekwm/icons");
}

} // namespace app
