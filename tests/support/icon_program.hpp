// Where the program is that makes icons: it is built only where its libraries are.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace support {

/// Empty where it was not built; tests that need it then have nothing to test.
[[nodiscard]] inline std::string iconProgram() {
    std::string program;
    if (const char* given = std::getenv("KIT_ICON_PROGRAM")) program = given;
#ifdef KIT_ICON_PROGRAM
    if (program.empty()) program = KIT_ICON_PROGRAM;
#endif
    return std::filesystem::exists(program) ? program : std::string();
}

} // namespace support

/// Ends a test case that has no program to test.
#define KIT_REQUIRE_ICON_PROGRAM()                                                                           \
    if (support::iconProgram().empty()) {                                                                    \
        MESSAGE("xdg2pekwm-icon was not built");                                                             \
        return;                                                                                              \
    }                                                                                                        \
    static_cast<void>(0)
