#include "xdg/merge_elements.hpp"

#include "base/path.hpp"
#include "xdg/legacy_dir.hpp"

#include <cerrno>
#include <fmt/core.h>

namespace xdg {

namespace {

/// "applications" for applications.menu, whatever its prefix: the first part of the name of its merge folder.
std::string mergeFolderStem(std::string_view file, std::string_view prefix) {
    std::string_view stem = base::fileNameOf(file);
    if (stem.ends_with(".menu")) stem.remove_suffix(5);
    if (!prefix.empty() && stem.starts_with(prefix)) stem.remove_prefix(prefix.size());
    constexpr std::string_view main = "applications";
    if (stem.ends_with("-applications")) stem = main;
    return std::string(stem);
}

} // namespace

std::optional<std::vector<Merge>> MergeElements::of(const MenuDocument& document, pugi::xml_node node) {
    const std::string_view name = node.name();
    if (name == "MergeFile") return mergesOfFile(document, node);
    if (name == "MergeDir") {
        const std::string text = textOf(node);
        return text.empty() ? std::vector<Merge>{} : filesIn(document.resolve(text));
    }
    if (name == "DefaultMergeDirs") return defaultMerges(document);
    if (name == "LegacyDir") {
        const std::string text = textOf(node);
        if (text.empty()) return std::vector<Merge>{};
        return std::vector<Merge>{MergedLegacyDir{document.resolve(text), legacyPrefix(document, node)}};
    }
    if (name == "KDELegacyDirs") {
        std::vector<Merge> merges;
        for (const std::string& dir : kdeLegacyDirs(sources_.directories))
            merges.emplace_back(MergedLegacyDir{dir, "kde-"});
        return merges;
    }
    return std::nullopt;
}

std::string MergeElements::legacyPrefix(const MenuDocument& document, pugi::xml_node node) {
    std::string prefix = node.attribute("prefix").value();
    if (prefix.find('/') != std::string::npos) {
        diagnostics_.warning(document.place(node), "a prefix may not have a slash, it is not used");
        prefix.clear();
    }
    return prefix;
}

std::vector<Merge> MergeElements::mergesOfFile(const MenuDocument& document, pugi::xml_node node) {
    const std::string_view type = node.attribute("type").value();
    if (type == "parent") {
        if (const auto parent = parentFile(document.path())) return {MergedFile{*parent, false}};
        return {};
    }
    if (!type.empty() && type != "path")
        diagnostics_.warning(document.place(node), fmt::format("type '{}' is unknown, read as 'path'", type));
    const std::string text = textOf(node);
    if (text.empty()) {
        diagnostics_.warning(document.place(node), "no file is named, nothing is merged");
        return {};
    }
    return {MergedFile{document.resolve(text), true}};
}

/// The file of the same relative name in the config folders behind the one that `path` lies in.
std::optional<std::string> MergeElements::parentFile(const std::string& path) {
    const auto& folders = sources_.directories.configDirs;
    auto own = folders.end(); // the longest: one may lie in another
    for (auto folder = folders.begin(); folder != folders.end(); ++folder) {
        if (path.starts_with(*folder + '/') && (own == folders.end() || folder->size() > own->size()))
            own = folder;
    }
    if (own == folders.end()) return std::nullopt;
    for (auto behind = own + 1; behind != folders.end(); ++behind) {
        std::string candidate = base::join(*behind, path.substr(own->size() + 1));
        if (sources_.files.stat(candidate)) return candidate;
    }
    return std::nullopt;
}

std::vector<Merge> MergeElements::defaultMerges(const MenuDocument& document) {
    const std::string stem = mergeFolderStem(document.path(), sources_.menuPrefix);
    std::vector<Merge> merges;
    const auto& folders = sources_.directories.configDirs;
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
        const std::vector<Merge>& files = filesIn(fmt::format("{}/menus/{}-merged", *folder, stem));
        merges.insert(merges.end(), files.begin(), files.end());
    }
    return merges;
}

/// The .menu files of a folder, by name: the specification leaves the order open, and this one is stable.
const std::vector<Merge>& MergeElements::filesIn(const std::string& path) {
    const auto [known, added] = folders_.try_emplace(path);
    std::vector<Merge>& merges = known->second;
    if (!added) return merges;
    auto folder = sources_.files.openFolder(path);
    if (!folder) {
        if (folder.error().code != ENOENT) // a file, which somebody may have meant as a folder
            diagnostics_.warning({path}, folder.error().message + ", nothing is merged from it");
        return merges;
    }
    for (const base::Folder::Entry& entry : folder->entries()) {
        if (entry.name.ends_with(".menu") && entry.kind != base::FileKind::directory)
            merges.emplace_back(MergedFile{base::join(path, entry.name), true});
    }
    return merges;
}

} // namespace xdg
