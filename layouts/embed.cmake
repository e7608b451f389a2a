# Writes the C++ source that holds files as constant data. Run as a script:
#   cmake -DDIRECTORY=dir -DNAMES=a;b/c -DOUTPUT=file.cpp -P embed.cmake
# Each byte becomes one escaped character of an array: right for any content, and free of the limits that
# compilers set to the length of a string literal.

list(SORT NAMES COMPARE STRING CASE SENSITIVE)

set(texts "")
set(entries "")
set(start 0)
foreach(name IN LISTS NAMES)
  file(READ "${DIRECTORY}/${name}" hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REPEAT "[0-9a-f]" 32 line)
  string(REGEX REPLACE "(${line})" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND texts "// ${name}\n${bytes}\n")
  string(APPEND entries "    {\"${name}\", ${start}, ${size}},\n")
  math(EXPR start "${start} + ${size}")
endforeach()

file(WRITE "${OUTPUT}" "// Made by embed.cmake; do not edit.
#include \"embedded.hpp\"

#include <algorithm>

namespace layouts {
namespace {

constexpr char texts[] = {
${texts}};

constexpr EmbeddedFile files[] = {
${entries}};
static_assert(std::ranges::is_sorted(files, {}, &EmbeddedFile::nameText));

} // namespace

std::span<const EmbeddedFile> embeddedFiles() { return files; }
std::string_view embeddedTexts() { return {texts, sizeof texts}; }

} // namespace layouts
")
