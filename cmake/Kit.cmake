# What every target of the kit shares: warnings, sanitizers, hardening. One place for each flag.

option(KIT_STATIC_LIBRARIES "Put the C++ library and small ones into the programs: loading them is half of a start" ON)
option(KIT_STATIC_C_LIBRARY "Release builds: put the C library into the generator as well, where there is one to put in" ON)
option(KIT_WERROR "Treat warnings as errors (continuous integration does)" OFF)
option(KIT_FUZZ "Build the fuzz targets with libFuzzer; KIT_SANITIZE must then have fuzzer-no-link (the preset fuzz)" OFF)
set(KIT_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize=, such as address,undefined")

option(KIT_COVERAGE "Count which lines are run (./kit coverage)" OFF)

add_library(kit_options INTERFACE)
target_compile_options(kit_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow)
target_compile_options(kit_options INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wconversion -Wnon-virtual-dtor -Wold-style-cast>)
# GCC 12 takes every text that is put before a string for one that might overlap with it (GCC's bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(kit_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()
target_compile_definitions(kit_options INTERFACE _GNU_SOURCE KIT_VERSION="${PROJECT_VERSION}")
# Large files, the numbers of large file systems, and the time after 2038.
if(CMAKE_SIZEOF_VOID_P EQUAL 4)
  target_compile_definitions(kit_options INTERFACE _FILE_OFFSET_BITS=64 _TIME_BITS=64)
endif()
# A run of milliseconds pays for each page of a program that it touches: small is fast, but for what kit_hot names.
target_compile_options(kit_options INTERFACE $<$<CONFIG:Release>:-Os>)
if(KIT_WERROR)
  target_compile_options(kit_options INTERFACE -Werror)
endif()
if(KIT_COVERAGE)
  target_compile_options(kit_options INTERFACE --coverage -fprofile-abs-path -fprofile-update=atomic)
  target_link_options(kit_options INTERFACE --coverage)
endif()
if(KIT_SANITIZE)
  target_compile_options(kit_options INTERFACE
    -fsanitize=${KIT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # What the C++ library can tell of itself, such as an index behind the end that still lies in the container's memory.
  target_compile_definitions(kit_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:_GLIBCXX_ASSERTIONS>)
  target_link_options(kit_options INTERFACE -fsanitize=${KIT_SANITIZE})
  # What the sanitizers write down about a program is full of addresses; to move them was half of each start.
  target_compile_options(kit_options INTERFACE $<$<NOT:$<BOOL:$<TARGET_PROPERTY:POSITION_INDEPENDENT_CODE>>>:-fno-pie>)
  target_link_options(kit_options INTERFACE $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-no-pie>)
  # Into each program; the one in a room's library is never pulled out of it.
  target_sources(kit_options INTERFACE ${CMAKE_CURRENT_LIST_DIR}/lsan_suppressions.c)
else()
  target_compile_options(kit_options INTERFACE -fstack-protector-strong
    $<$<CONFIG:Release,RelWithDebInfo>:-D_FORTIFY_SOURCE=2>)
  # What no program calls is left out of it: it would take memory.
  target_compile_options(kit_options INTERFACE -ffunction-sections -fdata-sections)
  target_link_options(kit_options INTERFACE -Wl,-z,relro,-z,now -Wl,--as-needed -Wl,--gc-sections)
endif()

# kit_hot(SOURCES...): what is run for each file, line or letter, where instructions count more than pages.
function(kit_hot)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Release>:-O2>)
endfunction()

# kit_prefer_archive(VARIABLE ARCHIVE TARGET): what to link with: the static library ARCHIVE where it is found, else TARGET.
function(kit_prefer_archive variable archive target)
  set(${variable} ${target} PARENT_SCOPE)
  find_library(KIT_${archive} NAMES ${archive})
  if(KIT_STATIC_LIBRARIES AND KIT_${archive})
    set(${variable} ${KIT_${archive}} PARENT_SCOPE)
  endif()
endfunction()

# Whether a program can hold its C library and still be loaded at an address that nobody can guess.
include(CheckCXXSourceCompiles)
set(CMAKE_REQUIRED_FLAGS -fPIE)
set(CMAKE_REQUIRED_LINK_OPTIONS -static-pie)
check_cxx_source_compiles("int main() { return 0; }" KIT_LINKS_STATIC_PIE)
# And whether it can keep the addresses that it has to correct at its start as a bit each: since glibc 2.36.
list(APPEND CMAKE_REQUIRED_LINK_OPTIONS -Wl,-z,pack-relative-relocs)
check_cxx_source_compiles("#include <features.h>
#if !__GLIBC_PREREQ(2, 36)
#error
#endif
int main() { return 0; }" KIT_PACKS_ADDRESSES)
unset(CMAKE_REQUIRED_FLAGS)
unset(CMAKE_REQUIRED_LINK_OPTIONS)

# Whether a release is compiled as one, which leaves out a tenth of it. Not with Clang, whose way takes another linker.
set(KIT_COMPILE_AS_ONE OFF)
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT KIT_SANITIZE)
  include(CheckIPOSupported)
  check_ipo_supported(RESULT KIT_COMPILE_AS_ONE OUTPUT unused LANGUAGES CXX)
endif()

# kit_start_fast(TARGET): for programs that run for a few milliseconds: to load libraries would be half of that. The
# sanitizers bring their own C++ library. Debug builds keep the C library apart, so that tests can step in between.
function(kit_start_fast target)
  set_target_properties(${target} PROPERTIES INTERPROCEDURAL_OPTIMIZATION ${KIT_COMPILE_AS_ONE})
  if(NOT KIT_STATIC_LIBRARIES OR KIT_SANITIZE)
    return()
  endif()
  if(KIT_STATIC_C_LIBRARY AND KIT_LINKS_STATIC_PIE AND CMAKE_BUILD_TYPE MATCHES "^(Release|MinSizeRel)$")
    target_link_options(${target} PRIVATE -static-pie $<$<BOOL:${KIT_PACKS_ADDRESSES}>:-Wl,-z,pack-relative-relocs>)
  else()
    target_link_options(${target} PRIVATE -static-libstdc++ -static-libgcc)
  endif()
endfunction()

# kit_room(NAME SOURCES... LINKS...): a room of the house is one static library; it sees only the rooms that it names.
function(kit_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINKS" ${ARGN})
  add_library(${name} STATIC ${ROOM_SOURCES})
  set_target_properties(${name} PROPERTIES INTERPROCEDURAL_OPTIMIZATION ${KIT_COMPILE_AS_ONE})
  target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ROOM_LINKS} PRIVATE kit_options)
endfunction()

# kit_manuals(NAME): the manual pages in man/ beside this CMakeLists.txt, each called page.section.scd.
find_program(SCDOC scdoc)
if(NOT SCDOC)
  message(STATUS "scdoc not found: no manual pages")
endif()
function(kit_manuals name)
  if(NOT SCDOC)
    return()
  endif()
  file(GLOB sources CONFIGURE_DEPENDS man/*.scd)
  foreach(source IN LISTS sources)
    get_filename_component(page ${source} NAME_WLE)
    string(REGEX MATCH "[0-9]$" section ${page})
    set(made ${CMAKE_CURRENT_BINARY_DIR}/${page})
    add_custom_command(OUTPUT ${made} COMMAND ${SCDOC} < ${source} > ${made} DEPENDS ${source} VERBATIM)
    install(FILES ${made} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
    list(APPEND pages ${made})
  endforeach()
  add_custom_target(${name} ALL DEPENDS ${pages})
endfunction()
