#include "base/ini_reader.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <fmt/core.h>
#include <ini.h>
#include <string>
#include <utility>

namespace base {

namespace {

/// Bytes of a line at most; a command with many words is a tenth of it.
constexpr std::size_t longestIniLine = 4096;

/// How much of `line` may be handed to inih at once: all of it, or so much that the rest reads as what goes
/// on. It takes away blanks at both ends, and what begins like a comment. 0 where there is no such place.
std::size_t pieceOf(std::string_view line, std::size_t room) {
    if (line.size() <= room) return line.size();
    for (std::size_t at = room; at > 0; --at) {
        if (!isIniSpace(line[at - 1]) && !isIniSpace(line[at]) && line[at] != ';' && line[at] != '#')
            return at;
    }
    return 0;
}

class IniReader {
  public:
    IniReader(std::string_view text, std::string_view path, const std::function<void(const IniEntry&)>& take,
              Diagnostics& diagnostics)
        : rest_(text), path_(path), take_(take), diagnostics_(diagnostics) {}

    void run() {
        // Each line is reported where it is met, so the number of the first wrong one says nothing new.
        if (::ini_parse_stream(&IniReader::nextPiece, this, &IniReader::handle, this) < 0)
            diagnostics_.error({path_}, "cannot be parsed: out of memory");
    }

  private:
    /// fgets for inih.
    static char* nextPiece(char* buffer, int size, void* self) {
        return static_cast<IniReader*>(self)->readPiece(buffer, static_cast<std::size_t>(size));
    }

    /// inih's word for each piece that has a value.
    static int handle(void* self, const char* section, const char* key, const char* value) {
        static_cast<IniReader*>(self)->takePiece(section, key == nullptr ? "" : key,
                                                 value == nullptr ? "" : value);
        return 1;
    }

    char* readPiece(char* buffer, std::size_t size) {
        const std::size_t room = size - 3; // a blank before it, the end of the line, a NUL
        const bool goesOn = !line_.empty();
        if (!goesOn) {
            deliver();
            if (!findLine(room)) return nullptr;
        }
        const std::string_view piece = line_.substr(0, pieceOf(line_, room));
        line_.remove_prefix(piece.size());
        char* at = buffer;
        if (goesOn) *at++ = ' ';
        at = std::copy(piece.begin(), piece.end(), at);
        *at++ = '\n';
        *at = '\0';
        return buffer;
    }

    void takePiece(const char* section, const char* key, const char* value) {
        if (!has_) {
            section_ = section;
            key_ = key;
            value_.clear();
        }
        has_ = true;
        value_ += value;
    }

    /// All of a line is known when the next one is asked for.
    void deliver() {
        if (std::exchange(has_, false)) take_({section_, key_, value_, number_});
    }

    bool findLine(std::size_t room) {
        while (!rest_.empty()) {
            const std::size_t end = rest_.find('\n');
            std::string_view line = trim(rest_.substr(0, end));
            rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
            ++number_;
            if (line.empty() || line.front() == ';' || line.front() == '#') continue;
            line = withoutComment(line);
            if (!isReadable(line, room)) continue;
            noteHash(line);
            line_ = line;
            return true;
        }
        return false;
    }

    std::string_view withoutComment(std::string_view line) {
        for (std::size_t at = 1; at < line.size(); ++at) {
            if (line[at] != ';' || !isIniSpace(line[at - 1])) continue;
            warn("what stands behind ' ;' is taken as a comment; write lists without the space");
            return trim(line.substr(0, at));
        }
        return line;
    }

    /// '#' begins a comment in a line of its own only, and may be a colour or a part of a name.
    void noteHash(std::string_view line) {
        const std::size_t value = line.find_first_not_of(" \t", line.find_first_of("=:") + 1);
        for (std::size_t at = line.find(" #"); at != std::string_view::npos; at = line.find(" #", at + 1)) {
            if (at > value)
                return diagnostics_.note({path_, number_}, "what stands behind ' #' is no comment");
        }
    }

    bool isReadable(std::string_view line, std::size_t room) {
        if (line.find('\0') != std::string_view::npos) {
            warn("holds a NUL byte, line ignored");
            return false;
        }
        const bool isSection = line.front() == '[';
        if (isSection && line.find(']') == std::string_view::npos) {
            warn("a section without ']', line ignored");
            return false;
        }
        const std::size_t equals = line.find_first_of("=:");
        if (!isSection && equals == std::string_view::npos) {
            warn("neither [section] nor key = value, line ignored");
            return false;
        }
        const bool inPieces = !isSection && equals > 0 && equals < pieceOf(line, room);
        if (line.size() > room && (!inPieces || line.size() > longestIniLine || !canBeCut(line, room))) {
            warn(fmt::format("longer than {} bytes, line ignored", inPieces ? longestIniLine : room));
            return false;
        }
        return true;
    }

    static bool canBeCut(std::string_view line, std::size_t room) {
        while (!line.empty()) {
            const std::size_t piece = pieceOf(line, room);
            if (piece == 0) return false;
            line.remove_prefix(piece);
        }
        return true;
    }

    void warn(std::string message) { diagnostics_.warning({path_, number_}, std::move(message)); }

    std::string_view rest_; ///< of the text
    std::string_view line_; ///< what inih has not got of the line
    std::string_view path_;
    unsigned number_ = 0;
    bool has_ = false; ///< a value, put together of its pieces
    std::string section_;
    std::string key_;
    std::string value_;
    const std::function<void(const IniEntry&)>& take_;
    Diagnostics& diagnostics_;
};

} // namespace

void readIni(std::string_view text, std::string_view path, const std::function<void(const IniEntry&)>& take,
             Diagnostics& diagnostics) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    IniReader(text, path, take, diagnostics).run();
}

std::string iniLine(std::string_view key, std::string_view value) {
    // " ;" would begin a comment.
    return fmt::format("{} ={}{}", key, value.starts_with(';') ? "" : " ", value);
}

bool canBeIniLine(std::string_view key, std::string_view value) {
    bool same = false;
    Diagnostics ignored;
    readIni(
        iniLine(key, value), {},
        [&](const IniEntry& entry) { same = entry.key == key && entry.value == value; }, ignored);
    return same;
}

} // namespace base
