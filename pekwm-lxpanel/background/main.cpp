#include "background/app.hpp"

int main(int argc, char** argv) {
    return background::run(argc, argv);
}
