#include "base/unix_socket.hpp"

#include "base/unique_fd.hpp"
#include "support/temporary_folder.hpp"
#include <cerrno>
#include <doctest/doctest.h>
#include <filesystem>
#include <string>

using base::UnixAddress;

namespace {

base::UniqueFd newSocket() {
    return base::UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

/// Whether somebody who connects to the address reaches one who listens there.
bool isReached(const UnixAddress& address) {
    const auto server = newSocket();
    const auto client = newSocket();
    return ::bind(server.get(), address.get(), address.size()) == 0 && ::listen(server.get(), 1) == 0 &&
           ::connect(client.get(), address.get(), address.size()) == 0;
}

} // namespace

TEST_CASE("a socket in a file, and one without") {
    const support::TemporaryFolder folder;
    const std::string path = folder / "socket";
    const auto file = UnixAddress::of(path);
    const auto abstract = UnixAddress::of(path, UnixAddress::Kind::abstract);
    REQUIRE(file);
    REQUIRE(abstract);
    CHECK(isReached(*abstract));
    CHECK_FALSE(std::filesystem::exists(path));
    CHECK(isReached(*file));
    CHECK(std::filesystem::is_socket(path));
}

TEST_CASE("the longest name of a socket, and those that are none") {
    for (const auto kind : {UnixAddress::Kind::path, UnixAddress::Kind::abstract}) {
        CHECK(UnixAddress::of(std::string(UnixAddress::longest, 'x'), kind));
        const auto longer = UnixAddress::of(std::string(UnixAddress::longest + 1, 'x'), kind);
        REQUIRE_FALSE(longer);
        CHECK(longer.error().code == ENAMETOOLONG);
        CHECK_FALSE(UnixAddress::of("", kind));
    }
}
