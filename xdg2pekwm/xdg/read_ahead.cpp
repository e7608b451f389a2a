#include "xdg/read_ahead.hpp"

#include "base/sanitizer.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <optional>
#include <sched.h>
#include <string>

namespace xdg {

namespace {

// A thread costs as much as some thirty files; with fewer than these there is little to be won.
constexpr std::size_t fewestFiles = 96;
// Small enough that nobody waits long for the other one at the end, large enough that claiming costs nothing.
constexpr std::size_t largestPart = 16;
constexpr std::size_t partsLeft = 8;

} // namespace

ReadAhead::ReadAhead(std::span<const FileToRead> files, const ApplicationRules& rules, base::Arena& arena)
    : files_(files), rules_(rules), arena_(arena), last_(files.size()) {
    if (files.size() < fewestFiles) return;
    read_ = std::make_unique_for_overwrite<File[]>(files.size());
    if (!helper_.start([this] { readLast(); })) read_.reset(); // the caller does it all
}

ReadAhead::~ReadAhead() {
    const std::lock_guard lock(mutex_);
    last_ = first_; // for the thread, which is waited for now
}

ReadAhead::File ReadAhead::take(std::size_t index) {
    if (!read_) return {};
    if (index >= mine_) {
        const Part part = claimFirst();
        mine_ = part.end;
        if (part.first == part.end) helper_.wait();
        if (noMemory_) throw std::bad_alloc();
    }
    return index < mine_ ? File{} : read_[index];
}

std::size_t ReadAhead::partSize() const {
    return std::clamp<std::size_t>((last_ - first_) / partsLeft, 1, largestPart);
}

ReadAhead::Part ReadAhead::claimFirst() {
    const std::lock_guard lock(mutex_);
    const std::size_t first = first_;
    first_ = std::min(first_ + partSize(), last_);
    return {first, first_};
}

ReadAhead::Part ReadAhead::claimLast() {
    const std::lock_guard lock(mutex_);
    const std::size_t end = last_;
    if (last_ > first_) last_ -= std::min(partSize(), last_ - first_);
    return {last_, end};
}

void ReadAhead::readLast() {
    // A table of descriptors that two threads share is locked whenever one of them opens or closes a file.
    // Where the system refuses a second one, it only takes longer. The thread sanitizer knows of one only.
    if (!base::threadSanitizer) ::unshare(CLONE_FILES);
    std::string buffer;
    for (Part part = claimLast(); part.first != part.end; part = claimLast()) {
        for (std::size_t i = part.first; i < part.end; ++i)
            read_[i] = {};
        try {
            for (std::size_t i = part.first; i < part.end; ++i)
                read(i, buffer);
        } catch (const std::exception&) { // the bound is for both: to fail is the caller's
            noMemory_ = true;
            return;
        }
    }
}

void ReadAhead::read(std::size_t index, std::string& buffer) {
    const FileToRead& file = files_[index];
    std::optional<base::FileStamp> stamp;
    // Of larger ones not all are read, and the first ones are: in their order, by the caller.
    const auto text = file.folder->readUnlogged(file.name.data(), usualDesktopFile, buffer, stamp);
    if (!text) return;
    base::Diagnostics diagnostics;
    Application& application = arena_.make<Application>(1).front();
    application.file = file.path;
    application.entry =
        parseDesktopEntry(*text, file.path, rules_.locale, rules_.actions, arena_, diagnostics);
    if (!asksForPrograms(application.entry, rules_)) judge(application, rules_, arena_, diagnostics);
    if (diagnostics.all().empty()) read_[index] = {&application, *stamp};
}

} // namespace xdg
