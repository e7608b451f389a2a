#include "x11/probe.hpp"

#include "base/unique_fd.hpp"
#include "base/unix_socket.hpp"
#include "x11/names.hpp"
#include "x11/reply.hpp"

#include <cstring>
#include <fmt/core.h>
#include <memory>
#include <netdb.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <unistd.h>
#include <xcb/shm.h>
#include <xcb/xcb.h>

namespace x11 {

namespace {

struct Disconnect {
    void operator()(xcb_connection_t* connection) const { xcb_disconnect(connection); }
};
struct FreeAddresses {
    void operator()(addrinfo* addresses) const { ::freeaddrinfo(addresses); }
};

constexpr int firstPort = 6000; // of display 0

bool reachesLocal(int number) {
    const std::string path = fmt::format("/tmp/.X11-unix/X{}", number);
    using Kind = base::UnixAddress::Kind;
    for (const Kind kind : {Kind::abstract, Kind::path}) { // in XCB's order
        const auto address = base::UnixAddress::of(path, kind);
        const base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (fd && address && ::connect(fd.get(), address->get(), address->size()) == 0) return true;
    }
    return false;
}

bool reachesHost(const char* host, int number) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host, std::to_string(firstPort + number).c_str(), &hints, &found) != 0) return false;
    const std::unique_ptr<addrinfo, FreeAddresses> addresses(found);
    for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
        const base::UniqueFd fd(::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (fd && ::connect(fd.get(), address->ai_addr, address->ai_addrlen) == 0) return true;
    }
    return false;
}

/// Whether anybody listens where the display's name points.
bool reaches(const char* display) {
    char* host = nullptr;
    int number = 0;
    int screen = 0;
    if (xcb_parse_display(display, &host, &number, &screen) == 0) return false;
    const Reply<char> owned(host);
    if (*host == '\0' || std::strcmp(host, "unix") == 0) return reachesLocal(number);
    return reachesHost(host, number);
}

/// Lets the server attach a segment of ours: it cannot from another IPC namespace.
bool shmWorks(xcb_connection_t* connection) {
    const auto* extension = xcb_get_extension_data(connection, &xcb_shm_id);
    if (extension == nullptr || extension->present == 0) return false;
    const int id = ::shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    if (id < 0) return false;
    // Attached here too, so that the segment may be marked as removed before anything can go wrong: a server
    // on the same kernel, and no other can attach it at all, finds it by its number as long as it is in use.
    void* memory = ::shmat(id, nullptr, 0);
    ::shmctl(id, IPC_RMID, nullptr);
    if (memory == reinterpret_cast<void*>(-1)) return false; // NOLINT: as the system says it
    const xcb_shm_seg_t segment = xcb_generate_id(connection);
    const Reply<xcb_generic_error_t> error(xcb_request_check(
        connection, xcb_shm_attach_checked(connection, segment, static_cast<unsigned>(id), 0)));
    ::shmdt(memory);
    return !error && xcb_connection_has_error(connection) == 0;
}

Probe probe(xcb_connection_t* connection, const char* display) {
    if (xcb_connection_has_error(connection) == 0)
        return shmWorks(connection) ? Probe::openWithShm : Probe::openWithoutShm;
    return reaches(display) ? Probe::refused : Probe::absent;
}

/// XCB_NONE where nobody has used the name yet.
xcb_atom_t knownAtom(xcb_connection_t* connection, std::string_view name) {
    const auto size = static_cast<std::uint16_t>(name.size());
    const Reply<xcb_intern_atom_reply_t> atom(
        xcb_intern_atom_reply(connection, xcb_intern_atom(connection, 1, size, name.data()), nullptr));
    return atom ? atom->atom : xcb_atom_t{XCB_NONE};
}

bool isOwned(xcb_connection_t* connection, const std::string& selection) {
    const xcb_atom_t atom = knownAtom(connection, selection);
    if (atom == XCB_NONE) return false;
    const Reply<xcb_get_selection_owner_reply_t> owner(
        xcb_get_selection_owner_reply(connection, xcb_get_selection_owner(connection, atom), nullptr));
    return owner && owner->owner != XCB_NONE;
}

} // namespace

int probeDisplay(const std::string& display, int report) {
    const char* name = display.empty() ? nullptr : display.c_str();
    const std::unique_ptr<xcb_connection_t, Disconnect> connection(xcb_connect(name, nullptr));
    const Probe found = probe(connection.get(), name);
    const char byte = static_cast<char>(found);
    if (::write(report, &byte, 1) != 1) return 1;
    if (found == Probe::openWithShm || found == Probe::openWithoutShm) ::pause();
    return 0;
}

Standing standingOf(const std::string& display) {
    int screen = 0;
    const std::unique_ptr<xcb_connection_t, Disconnect> connection(xcb_connect(display.c_str(), &screen));
    if (xcb_connection_has_error(connection.get()) != 0)
        return reaches(display.c_str()) ? Standing::refused : Standing::absent;
    if (isOwned(connection.get(), sessionSelectionOf(screen))) return Standing::hasSession;
    return isOwned(connection.get(), wmSelectionOf(screen)) ? Standing::hasWm : Standing::free;
}

base::Result<std::string> findSocketPath(const std::string& display) {
    int number = 0;
    const std::unique_ptr<xcb_connection_t, Disconnect> connection(
        xcb_connect(display.empty() ? nullptr : display.c_str(), &number));
    if (xcb_connection_has_error(connection.get()) != 0)
        return base::fail(fmt::format("no connection to the display '{}'", display));
    auto screens = xcb_setup_roots_iterator(xcb_get_setup(connection.get()));
    for (int i = 0; i < number; ++i)
        xcb_screen_next(&screens);
    const xcb_atom_t socketPath = knownAtom(connection.get(), socketPathName);
    if (socketPath == XCB_NONE) return base::fail("no session runs on the display");
    constexpr std::uint32_t longestPath = 1024; // in units of four bytes
    const Reply<xcb_get_property_reply_t> property(
        xcb_get_property_reply(connection.get(),
                               xcb_get_property(connection.get(), 0, screens.data->root, socketPath,
                                                XCB_GET_PROPERTY_TYPE_ANY, 0, longestPath),
                               nullptr));
    if (!property || property->format != 8 || property->value_len == 0)
        return base::fail("no session runs on the display");
    return std::string(static_cast<const char*>(xcb_get_property_value(property.get())), property->value_len);
}

} // namespace x11
