#include "sys/machine.hpp"

#include "base/file_tree.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "base/unique_fd.hpp"
#include "base/unix_socket.hpp"
#include "plan/locales.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdlib>
#include <locale.h> // NOLINT(modernize-deprecated-headers): newlocale is POSIX
#include <pwd.h>
#include <unistd.h>

namespace sys {

namespace {

constexpr std::size_t largestProfile = std::size_t{1} << 18U;

/// Without the D-Bus specification's escapes: "%20" is a blank.
std::string unescaped(std::string_view value) {
    constexpr std::size_t digits = 2;
    constexpr int hexadecimal = 16;
    std::string plain;
    for (std::size_t at = 0; at < value.size(); ++at) {
        unsigned char byte = 0;
        const char* const begin = value.data() + at + 1;
        if (value[at] == '%' && at + digits < value.size() &&
            std::from_chars(begin, begin + digits, byte, hexadecimal).ptr == begin + digits) {
            plain += static_cast<char>(byte);
            at += digits;
        } else {
            plain += value[at];
        }
    }
    return plain;
}

/// `key`'s value in one address such as "unix:path=/run/bus,guid=1".
std::string valueOf(std::string_view address, std::string_view key) {
    const std::size_t colon = address.find(':');
    std::string_view rest = colon == std::string_view::npos ? std::string_view() : address.substr(colon + 1);
    while (!rest.empty()) {
        const std::size_t end = rest.find(',');
        const std::string_view pair = rest.substr(0, end);
        if (pair.starts_with(key) && pair.size() > key.size() && pair[key.size()] == '=')
            return unescaped(pair.substr(key.size() + 1));
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return {};
}

bool listens(std::string_view name, base::UnixAddress::Kind kind) {
    const auto address = base::UnixAddress::of(name, kind);
    if (!address) return false;
    const base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd) return false;
    // EAGAIN: so many wait to be let in that nobody else may; somebody is there to do it.
    return ::connect(fd.get(), address->get(), address->size()) == 0 || errno == EAGAIN;
}

} // namespace

plan::Variables environmentVariables() {
    plan::Variables variables;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const std::size_t equals = text.find('=');
        if (equals == std::string_view::npos || equals == 0) continue;
        variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

void setEnvironment(const plan::Variables& variables) {
    ::clearenv(); // NOLINT(concurrency-mt-unsafe): one thread
    for (const auto& [name, value] : variables)
        ::setenv(name.c_str(), value.c_str(), 1); // NOLINT(concurrency-mt-unsafe)
}

std::string passwdHome() {
    const passwd* user = ::getpwuid(::getuid()); // NOLINT(concurrency-mt-unsafe)
    return user != nullptr && user->pw_dir != nullptr ? user->pw_dir : "";
}

std::string systemLocale() {
    const base::FileTree files;
    for (const char* path : {"/etc/locale.conf", "/etc/default/locale", "/etc/profile"}) {
        const auto text = files.read(path, largestProfile);
        if (!text) continue;
        if (std::string locale = plan::localeIn(*text); !locale.empty()) return locale;
    }
    return {};
}

std::set<std::string> missingLocales(const std::set<std::string>& names) {
    std::set<std::string> missing;
    for (const std::string& name : names) {
        const locale_t locale = ::newlocale(LC_ALL_MASK, name.c_str(), nullptr);
        if (locale != nullptr)
            ::freelocale(locale);
        else
            missing.insert(name);
    }
    return missing;
}

bool isBusReachable(const std::string& addresses) {
    using Kind = base::UnixAddress::Kind;
    for (const std::string& address : base::split(addresses, ';')) {
        if (!address.starts_with("unix:")) return true;
        if (listens(valueOf(address, "path"), Kind::path) ||
            listens(valueOf(address, "abstract"), Kind::abstract))
            return true;
    }
    return addresses.empty();
}

std::string findProgram(const std::string& program) {
    const base::FileTree files;
    if (program.find('/') != std::string::npos) return files.isExecutable(program) ? program : std::string();
    const char* path = std::getenv("PATH"); // NOLINT(concurrency-mt-unsafe)
    for (const std::string& folder : base::split(path != nullptr ? path : "", ':')) {
        std::string candidate = base::join(folder, program);
        if (base::isAbsolute(folder) && files.isExecutable(candidate)) return candidate;
    }
    return {};
}

} // namespace sys
