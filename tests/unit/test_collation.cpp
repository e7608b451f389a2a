#include "xdg/collation.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

namespace {

std::vector<std::string> paths(const std::vector<xdg::Collator::Candidate>& candidates,
                               bool exactOnly = false) {
    std::vector<std::string> paths;
    for (const auto& candidate : candidates) {
        if (candidate.isExact || !exactOnly) paths.push_back(candidate.path);
    }
    return paths;
}

} // namespace

TEST_CASE("the files of a locale's order, as the C library looks for them") {
    const auto candidates = xdg::Collator::candidates("de_DE.ISO-8859-1", "");
    CHECK(paths(candidates) ==
          std::vector<std::string>{"/usr/lib/locale/locale-archive", "/usr/lib/locale/de_DE.UTF-8/LC_COLLATE",
                                   "/usr/lib/locale/de_DE.utf8/LC_COLLATE",
                                   "/usr/lib/locale/de_DE/LC_COLLATE", "/usr/lib/locale/de.UTF-8/LC_COLLATE",
                                   "/usr/lib/locale/de.utf8/LC_COLLATE", "/usr/lib/locale/de/LC_COLLATE"});
    CHECK(paths(candidates, true) == std::vector<std::string>{"/usr/lib/locale/de_DE.UTF-8/LC_COLLATE",
                                                              "/usr/lib/locale/de_DE.utf8/LC_COLLATE"});
}

TEST_CASE("with LOCPATH there is no archive, and each name is looked for in all folders first") {
    const auto candidates = paths(xdg::Collator::candidates("fi", "/a:/b"));
    CHECK(candidates == std::vector<std::string>{"/a/fi.UTF-8/LC_COLLATE", "/b/fi.UTF-8/LC_COLLATE",
                                                 "/usr/lib/locale/fi.UTF-8/LC_COLLATE",
                                                 "/a/fi.utf8/LC_COLLATE", "/b/fi.utf8/LC_COLLATE",
                                                 "/usr/lib/locale/fi.utf8/LC_COLLATE", "/a/fi/LC_COLLATE",
                                                 "/b/fi/LC_COLLATE", "/usr/lib/locale/fi/LC_COLLATE"});
}

TEST_CASE("a modifier is the last to be given up") {
    const auto candidates = paths(xdg::Collator::candidates("sr_RS@latin", ""));
    REQUIRE(candidates.size() == 13);
    CHECK(candidates[1] == "/usr/lib/locale/sr_RS.UTF-8@latin/LC_COLLATE");
    CHECK(candidates[6] == "/usr/lib/locale/sr@latin/LC_COLLATE");
    CHECK(candidates[7] == "/usr/lib/locale/sr_RS.UTF-8/LC_COLLATE");
    CHECK(candidates[12] == "/usr/lib/locale/sr/LC_COLLATE");
}

TEST_CASE("the C locale has no file") {
    CHECK(xdg::Collator::candidates("C.UTF-8", "").empty());
    CHECK(xdg::Collator::candidates("", "/a").empty());
}
