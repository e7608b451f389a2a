#include "app.hpp"

#include <cstdlib>
#include <exception>

#ifdef __GLIBCXX__
/// The library's own writes down the type of what nobody caught, and brings a reader of C++ names for that:
/// more memory than the parser of .desktop files.
void __gnu_cxx::__verbose_terminate_handler() {
    std::abort();
}
#endif

int main(int argc, char** argv) {
    return app::run(argc, argv);
}
