// The cache's file: whatever became of it, it is refused, or gives what was kept.
#include "cache/bytes.hpp"
#include "cache/manifest.hpp"
#include "cache/result_store.hpp"
#include "fuzz/fuzz.hpp"
#include "support/kept_file.hpp"
#include "support/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace {

constexpr std::string_view question = "what?";

/// A folder with one result that was made from nothing, so that it holds for ever.
class Scene {
  public:
    Scene() {
        base::Diagnostics diagnostics;
        diagnostics.warning({"file", 3, "Group", "Key"}, "odd");
        base::InputLog log;
        log.start();
        store_.keep(question, {"the text", std::move(diagnostics)}, log, cache::fileClock());
        path_ = std::filesystem::directory_iterator(folder_.path())->path();
        std::ifstream in(path_, std::ios::binary);
        good_.assign(std::istreambuf_iterator<char>(in), {});
        fuzz::require(good_.size() > support::keptHeader && find(good_), "what was kept is found");
    }

    [[nodiscard]] const std::string& good() const { return good_; }

    [[nodiscard]] std::optional<cache::Result> find(std::string_view bytes) const {
        std::ofstream out(path_, std::ios::binary | std::ios::trunc);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        return store_.find(question);
    }

  private:
    support::TemporaryFolder folder_;
    cache::ResultStore store_{folder_.path()};
    std::string path_;
    std::string good_;
};

/// The kept file, changed as the input says: pairs of a place and what is done to the byte there.
std::string changed(std::string bytes, std::string_view how) {
    for (; how.size() >= 2 && !bytes.empty(); how.remove_prefix(2)) {
        const std::size_t at = static_cast<unsigned char>(how[0]) % bytes.size();
        bytes[at] = static_cast<char>(bytes[at] ^ how[1]);
    }
    if (!how.empty()) bytes.resize(static_cast<unsigned char>(how[0]) % (bytes.size() + 1));
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Scene scene;
    const std::string_view input = fuzz::textOf(data, size);

    // Damage that nobody meant: the checksum tells.
    const std::string damaged = changed(scene.good(), input);
    if (const auto found = scene.find(damaged))
        fuzz::require(damaged == scene.good() && found->text == "the text", "what is damaged is refused");

    // A content that somebody made, with a mark and a checksum that are right: each length is checked all the
    // same. The first byte says where the manifest ends, the second where the diagnostics do.
    if (input.size() < 2) return 0;
    std::string_view rest = input.substr(2);
    support::KeptParts parts{{question, {}, {}, {}}};
    for (std::size_t i = 0; i < 2; ++i) {
        parts[i + 1] = rest.substr(0, static_cast<unsigned char>(input[i]));
        rest.remove_prefix(parts[i + 1].size());
    }
    parts[3] = rest;
    if (const auto found = scene.find(support::forgeKept(scene.good(), parts)))
        fuzz::require(found->text == rest && found->diagnostics.all().size() < input.size(),
                      "no more is read than is there");
    return 0;
}
