// Runs a fuzz target over files instead of inventing inputs: the seeds, and what was found before.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

void run(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    // A copy of exactly that size, so that a byte behind it is one that a sanitizer knows to be nobody's.
    const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
    std::printf("%s\n", file.c_str());
    std::fflush(stdout); // the last one named is the one that fails
    LLVMFuzzerTestOneInput(input.data(), input.size());
}

} // namespace

/// Arguments are files, and folders of files. A folder that is not there has none: not every target has
/// cases.
int main(int argc, char** argv) {
    std::size_t count = 0;
    for (int i = 1; i < argc; ++i) {
        const fs::path path(argv[i]);
        if (fs::is_directory(path)) {
            for (const auto& entry : fs::directory_iterator(path)) {
                run(entry.path());
                ++count;
            }
        } else if (fs::exists(path)) {
            run(path);
            ++count;
        }
    }
    std::printf("%zu inputs\n", count);
    return count > 0 ? 0 : 1; // nothing was tested
}
