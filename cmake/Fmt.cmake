# kit_fmt: fmt as the kit links it. Its code is compiled once, where that works with the fmt that is installed (its releases
# differ in what their headers leave out); else, as its headers alone have it, in each file that formats.

get_target_property(fmt_include fmt::fmt-header-only INTERFACE_INCLUDE_DIRECTORIES)
try_compile(KIT_FMT_ONCE
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/fmt_once.cpp ${CMAKE_CURRENT_LIST_DIR}/fmt_use.cpp
  CMAKE_FLAGS -DINCLUDE_DIRECTORIES=${fmt_include}
  CXX_STANDARD ${CMAKE_CXX_STANDARD} CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF)
if(KIT_FMT_ONCE)
  add_library(kit_fmt STATIC ${CMAKE_CURRENT_LIST_DIR}/fmt_once.cpp)
  target_include_directories(kit_fmt SYSTEM PUBLIC ${fmt_include})
  target_link_libraries(kit_fmt PRIVATE kit_options)
else()
  message(STATUS "this fmt cannot be compiled once: the build takes longer")
  add_library(kit_fmt INTERFACE)
  target_link_libraries(kit_fmt INTERFACE fmt::fmt-header-only)
endif()
