// The program: from the command line to an exit status.
#pragma once

namespace app {

/// What the program tells its caller.
enum ExitStatus : int {
    exitDone = 0,     ///< written or unchanged
    exitProblems = 1, ///< --check found some
    exitUsage = 2,
    exitNotWritten = 3, ///< the old output is intact; or --watch made it once, and cannot watch
    exitNoMenu = 4,
};

/// Takes the arguments of `main`; gives the exit status. Whatever goes wrong is said on stderr.
int run(int argc, char** argv);

} // namespace app
