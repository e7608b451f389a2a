#include "xdg/directory_files.hpp"

#include "base/path.hpp"

namespace xdg {

namespace {

constexpr std::size_t largestDirectoryFile = std::size_t{1} << 20U;

} // namespace

const DirectoryFiles::Listing& DirectoryFiles::list(const std::string& dir) {
    const auto [known, added] = listings_.try_emplace(dir);
    Listing& listing = known->second;
    if (added) {
        if (auto folder = sources_.files.openFolder(dir); folder) listing.folder.emplace(std::move(*folder));
        if (listing.folder) {
            for (const base::Folder::Entry& entry : listing.folder->entries())
                listing.names.insert(entry.name);
            if (listings_.size() > base::mostOpenFolders) listing.folder->close();
        }
    }
    return listing;
}

std::optional<base::Result<std::string>> DirectoryFiles::read(const std::string& dir,
                                                              const std::string& name) {
    const std::string path = dir + '/' + name;
    if (path.starts_with(builtinPrefix)) {
        const auto text = sources_.builtin ? sources_.builtin(path) : std::nullopt;
        if (!text) return std::nullopt;
        return std::string(*text);
    }
    if (name.find('/') == std::string::npos) {
        const Listing& listing = list(dir);
        if (!listing.names.contains(name)) return std::nullopt;
        const auto text = listing.folder->read(name.c_str(), largestDirectoryFile, buffer_);
        if (!text) return tl::make_unexpected(text.error());
        return std::string(*text);
    }
    auto read = sources_.files.read(base::normalise(path), largestDirectoryFile);
    if (!read && base::isNowhere(read.error().code)) return std::nullopt;
    return read;
}

} // namespace xdg
