# Everything the program needs at run time is compiled in, so that the binary works from any folder.
# Each file listed becomes one entry of base/resources.h.
set(RASTRO_RESOURCES data/process.toml data/lexicon.toml)
file(GLOB page CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} reports/*.html reports/*.css
     reports/texts/*.toml reports/tickets/*.md)
list(APPEND RASTRO_RESOURCES ${page})

# The page's scripts, each in one file: what it does, and what it needs of ECharts.
set(ESBUILD ${CMAKE_SOURCE_DIR}/reports/node_modules/esbuild/bin/esbuild)
if(NOT EXISTS ${ESBUILD} OR NOT EXISTS ${CMAKE_SOURCE_DIR}/reports/node_modules/echarts)
  message(FATAL_ERROR "esbuild or ECharts is missing: run './dev setup' (or 'npm ci' in reports/) first")
endif()
set(page_banner "")
set(drawing_banner "--banner:js=/* Apache ECharts (Apache-2.0), zrender (BSD-3-Clause), tslib (0BSD) */")
foreach(bundle page drawing)
  file(GLOB modules CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/reports/${bundle}/*.js)
  set(script ${CMAKE_BINARY_DIR}/reports/${bundle}.js)
  add_custom_command(
    OUTPUT ${script}
    COMMAND ${ESBUILD} ${bundle}/main.js --bundle --minify --format=iife --target=es2020 --charset=utf8
            ${${bundle}_banner} --legal-comments=none --log-level=warning --outfile=${script}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/reports
    DEPENDS ${modules} ${CMAKE_SOURCE_DIR}/reports/package-lock.json
    COMMENT "Bundling ${bundle}.js" VERBATIM)
  list(APPEND RASTRO_RESOURCES ${script})
endforeach()

set(asm ".section .rodata\n")
set(declarations "")
set(entries "")
set(index 0)
set(resource_files "")
foreach(file ${RASTRO_RESOURCES})
  cmake_path(IS_ABSOLUTE file made)
  set(path ${file})
  if(made)
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${CMAKE_BINARY_DIR} OUTPUT_VARIABLE name)
  else()
    set(name ${file})
    set(path ${CMAKE_SOURCE_DIR}/${file})
  endif()
  list(APPEND resource_files ${path})
  string(APPEND asm ".global rastro_resource_${index}\nrastro_resource_${index}:\n"
                    ".incbin \"${path}\"\n"
                    ".global rastro_resource_${index}_end\nrastro_resource_${index}_end:\n.byte 0\n")
  string(APPEND declarations
         "extern \"C\" const char rastro_resource_${index}[], rastro_resource_${index}_end[];\n")
  string(APPEND entries "    {\"${name}\", {rastro_resource_${index}, static_cast<std::size_t>("
                        "rastro_resource_${index}_end - rastro_resource_${index})}},\n")
  math(EXPR index "${index} + 1")
endforeach()
string(APPEND asm ".section .note.GNU-stack,\"\",@progbits\n")
set(RESOURCE_ASM ${CMAKE_BINARY_DIR}/resources.S)
set(RESOURCE_CPP ${CMAKE_BINARY_DIR}/resources.cpp)
file(CONFIGURE OUTPUT ${RESOURCE_ASM} CONTENT "${asm}" @ONLY)
file(CONFIGURE OUTPUT ${RESOURCE_CPP} CONTENT [[
#include "base/resources.h"

#include "base/error.h"

@declarations@
namespace rastro {

namespace {
struct Entry {
  std::string_view name;
  std::string_view content;
};
}  // namespace

std::string_view resource(std::string_view name) {
  static const Entry entries[] = {
@entries@  };
  for (const Entry& entry : entries) {
    if (entry.name == name) return entry.content;
  }
  throw Error("no compiled-in file named '" + std::string(name) + "'");
}

}  // namespace rastro
]] @ONLY)
enable_language(ASM)
set_source_files_properties(${RESOURCE_ASM} PROPERTIES OBJECT_DEPENDS "${resource_files}")
