#include "base/ini_reader.hpp"

#include "base/text.hpp"

#include <cstring>
#include <fmt/format.h>
#include <ini.h>

namespace base {

namespace {

class IniReader {
  public:
    IniReader(std::string_view text, std::string_view path, const std::function<void(const IniEntry&)>& take,
              Diagnostics& diagnostics)
        : rest_(text), path_(path), take_(take), diagnostics_(diagnostics) {}

    void run() {
        // Each line is reported where it is met, so the number of the first wrong one says nothing new.
        if (::ini_parse_stream(&IniReader::nextLine, this, &IniReader::handle, this) < 0)
            diagnostics_.error({path_}, "cannot be parsed: out of memory");
    }

  private:
    /// fgets for inih.
    static char* nextLine(char* buffer, int size, void* self) {
        return static_cast<IniReader*>(self)->readLine(buffer, static_cast<std::size_t>(size));
    }

    static int handle(void* self, const char* section, const char* key, const char* value) {
        const auto& reader = *static_cast<IniReader*>(self);
        reader.take_({section, key == nullptr ? "" : key, value == nullptr ? "" : value, reader.number_});
        return 1;
    }

    char* readLine(char* buffer, std::size_t size) {
        while (!rest_.empty()) {
            const std::size_t end = rest_.find('\n');
            const std::string_view line = trim(rest_.substr(0, end));
            rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
            ++number_;
            if (line.empty() || line.front() == ';' || line.front() == '#' || !isReadable(line, size))
                continue;
            std::memcpy(buffer, line.data(), line.size());
            buffer[line.size()] = '\n';
            buffer[line.size() + 1] = '\0';
            return buffer;
        }
        return nullptr;
    }

    bool isReadable(std::string_view line, std::size_t size) {
        if (line.size() + 2 > size) {
            warn(fmt::format("longer than {} bytes, line ignored", size - 2));
            return false;
        }
        if (line.find('\0') != std::string_view::npos) {
            warn("holds a NUL byte, line ignored");
            return false;
        }
        const bool isSection = line.front() == '[';
        if (isSection && line.find(']') == std::string_view::npos) {
            warn("a section without ']', line ignored");
            return false;
        }
        if (!isSection && line.find_first_of("=:") == std::string_view::npos) {
            warn("neither [section] nor key = value, line ignored");
            return false;
        }
        if (line.find(" ;") != std::string_view::npos || line.find("\t;") != std::string_view::npos)
            warn("what stands behind ' ;' is taken as a comment; write lists without the space");
        return true;
    }

    void warn(std::string message) { diagnostics_.warning({path_, number_}, std::move(message)); }

    std::string_view rest_;
    std::string_view path_;
    unsigned number_ = 0;
    const std::function<void(const IniEntry&)>& take_;
    Diagnostics& diagnostics_;
};

} // namespace

void readIni(std::string_view text, std::string_view path, const std::function<void(const IniEntry&)>& take,
             Diagnostics& diagnostics) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    IniReader(text, path, take, diagnostics).run();
}

} // namespace base
