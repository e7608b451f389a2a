# Writes the C++ source that holds files as constant data. Run as a script:
#   cmake -DDIRECTORY=dir -DNAMES=a;b/c -DOUTPUT=file.cpp -P embed.cmake
# Each byte becomes one escaped character of an array: right for any content, and free of the limits that
# compilers set to the length of a string literal.

list(SORT NAMES COMPARE STRING CASE SENSITIVE)

set(arrays "")
set(entries "")
set(number 0)
foreach(name IN LISTS NAMES)
  file(READ "${DIRECTORY}/${name}" hex HEX)
  string(LENGTH "${hex}" size)
  if(size EQUAL 0)
    string(APPEND entries "    {\"${name}\", {}},\n")
    continue()
  endif()
  string(REPEAT "[0-9a-f]" 32 line)
  string(REGEX REPLACE "(${line})" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "\n// ${name}\nconstexpr char file_${number}[] = {\n${bytes}};\n")
  string(APPEND entries "    {\"${name}\", {file_${number}, sizeof file_${number}}},\n")
  math(EXPR number "${number} + 1")
endforeach()

file(WRITE "${OUTPUT}" "// Made by embed.cmake; do not edit.
#include \"layouts.hpp\"

#include <algorithm>

namespace layouts {
namespace {
${arrays}
constexpr EmbeddedFile files[] = {
${entries}};
static_assert(std::ranges::is_sorted(files, {}, &EmbeddedFile::name));

} // namespace

std::span<const EmbeddedFile> all() { return files; }

} // namespace layouts
")
