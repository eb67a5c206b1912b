# Everything the program needs at run time is compiled in, so that the binary works from any folder.
# Each file listed becomes one entry of base/resources.h.
set(RASTRO_RESOURCES data/process.toml data/lexicon.toml)
file(GLOB page CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} reports/*.html reports/*.css
     reports/*.js reports/texts/*.toml reports/tickets/*.md)
list(APPEND RASTRO_RESOURCES ${page})
if(EXISTS ${CMAKE_SOURCE_DIR}/reports/node_modules/echarts/dist/echarts.min.js)
  list(APPEND RASTRO_RESOURCES reports/node_modules/echarts/dist/echarts.min.js)
else()
  message(FATAL_ERROR "ECharts is missing: run './dev setup' (or 'npm ci' in reports/) first")
endif()

set(asm ".section .rodata\n")
set(declarations "")
set(entries "")
set(index 0)
foreach(file ${RASTRO_RESOURCES})
  string(REPLACE "reports/node_modules/echarts/dist/" "reports/" name ${file})
  string(APPEND asm ".global rastro_resource_${index}\nrastro_resource_${index}:\n"
                    ".incbin \"${CMAKE_SOURCE_DIR}/${file}\"\n"
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
list(TRANSFORM RASTRO_RESOURCES PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE resource_files)
set_source_files_properties(${RESOURCE_ASM} PROPERTIES OBJECT_DEPENDS "${resource_files}")
