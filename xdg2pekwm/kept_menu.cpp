#include "kept_menu.hpp"

#include "base/path.hpp"
#include "cache/bytes.hpp"
#include "cache/manifest.hpp"

#include <array>
#include <climits>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

namespace app {

namespace {

constexpr std::size_t mostGroups = 256; // of one user; with more, nothing is kept
constexpr const char* ownProgram = "/proc/self/exe";

void writeList(cache::ByteWriter& out, const std::vector<std::string>& list) {
    out.number(std::uint64_t{list.size()});
    for (const std::string& one : list)
        out.text(one);
}

void write(cache::ByteWriter& out, const xdg::Environment& environment) {
    const xdg::BaseDirectories& directories = environment.directories;
    writeList(out, {directories.home, directories.dataHome, directories.configHome, directories.cacheHome,
                    environment.menuPrefix, environment.messagesLocale, environment.collateLocale,
                    environment.language, environment.localePath});
    writeList(out, directories.dataDirs);
    writeList(out, directories.configDirs);
    writeList(out, environment.path);
    writeList(out, environment.currentDesktop);
}

/// What decides about the text; where it goes does not.
void write(cache::ByteWriter& out, const Options& options) {
    out.number(std::uint64_t{static_cast<unsigned>(options.format)});
    out.number(std::uint64_t{options.submenu ? 1U : 0U});
    out.number(std::uint64_t{options.hasColours() ? 1U : 0U});
    writeList(out, options.config ? std::vector<std::string>{*options.config} : std::vector<std::string>());
    out.number(std::uint64_t{options.overrides.size()});
    for (const Options::Override& one : options.overrides)
        writeList(out, {one.name, one.value});
}

/// Another build may make another menu of the same files, and has its icons elsewhere.
bool writeProgram(cache::ByteWriter& out) {
    std::array<char, PATH_MAX> path{};
    const ssize_t length = ::readlink(ownProgram, path.data(), path.size());
    struct stat status {};
    if (length <= 0 || ::stat(ownProgram, &status) != 0) return false;
    const base::FileStamp stamp = base::stampOf(status);
    out.text(KIT_VERSION);
    out.text({path.data(), static_cast<std::size_t>(length)});
    out.number(std::uint64_t{stamp.device});
    out.number(std::uint64_t{stamp.inode});
    out.number(stamp.changed);
    // Who may read what: as the kernel told at the start, and those that it does not tell there.
    out.number(std::uint64_t{::getauxval(AT_EUID)});
    out.number(std::uint64_t{::getauxval(AT_EGID)});
    std::array<gid_t, mostGroups> groups{};
    const int count = ::getgroups(static_cast<int>(groups.size()), groups.data());
    if (count < 0) return false;
    out.text({reinterpret_cast<const char*>(groups.data()), static_cast<std::size_t>(count) * sizeof(gid_t)});
    return true;
}

} // namespace

bool isKept(const Options& options) {
    return options.task == Task::write && !options.watch && options.root == "/";
}

KeptMenu::KeptMenu(const Options& options, const xdg::Environment& environment,
                   const base::Diagnostics& diagnostics)
    : isKept_(isKept(options) && !environment.directories.cacheHome.empty()), makeAnew_(options.noCache),
      began_(cache::fileClock()),
      store_(isKept_ ? base::join(environment.directories.cacheHome, "xdg2pekwm/menus") : std::string()) {
    if (!isKept_) return;
    cache::ByteWriter question;
    isKept_ = writeProgram(question);
    write(question, options);
    write(question, environment);
    for (const base::Diagnostic& one : diagnostics.all())
        question.text(base::format(one));
    question_ = question.take();
}

std::optional<cache::Result> KeptMenu::find() const {
    if (!isKept_ || makeAnew_) return std::nullopt;
    return store_.find(question_);
}

void KeptMenu::keep(const cache::Result& result, const base::FileTree& files) const {
    if (isKept_) store_.keep(question_, result, files.log(), began_);
}

} // namespace app
