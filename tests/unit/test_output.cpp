// The file that the menu is written to, and who had written it before.
#include "output.hpp"

#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <filesystem>

TEST_CASE("output: what others wrote is kept, what we wrote is replaced, however large it is") {
    const support::TemporaryFolder folder;
    base::Diagnostics diagnostics;
    constexpr std::uintmax_t large = std::uintmax_t{100} << 20U;

    const auto theirs = folder.write("theirs", "RootMenu = \"Mine\" {}\n");
    CHECK(app::replaceMenuFile(theirs, "new", diagnostics));
    CHECK(support::contentOf(theirs) == "new");
    CHECK(support::contentOf(theirs + ".orig") == "RootMenu = \"Mine\" {}\n");
    CHECK(diagnostics.all().size() == 1);

    using std::filesystem::perms;
    const auto secret = folder.write("secret", "RootMenu = \"Mine\" {}\n");
    std::filesystem::permissions(secret, perms::owner_read | perms::owner_write);
    CHECK(app::replaceMenuFile(secret, "new", diagnostics));
    CHECK(std::filesystem::status(secret + ".orig").permissions() ==
          (perms::owner_read | perms::owner_write));

    const auto ours = folder.write("ours", "# Made by xdg2pekwm\n");
    std::filesystem::resize_file(ours, large);
    CHECK(app::replaceMenuFile(ours, "new", diagnostics));
    CHECK(support::contentOf(ours) == "new");
    CHECK_FALSE(std::filesystem::exists(ours + ".orig"));

    const auto huge = folder.write("huge", "RootMenu = \"Mine\" {}\n");
    std::filesystem::resize_file(huge, large);
    CHECK_FALSE(app::replaceMenuFile(huge, "new", diagnostics)); // it could not be kept
    CHECK(std::filesystem::file_size(huge) == large);
}
