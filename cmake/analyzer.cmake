# One library a folder, lowest first: a folder links only what stands before it, so a wrong include
# of a function from above already fails at link time; tests/includes checks headers too.
set(RASTRO_FOLDERS base formats eventlog records process mechanisms notes store exchange intake tally causes recovery tickets report simulate)

set(below rastro_options)
foreach(folder ${RASTRO_FOLDERS})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/analyzer/${folder}/*.cpp)
  if(folder STREQUAL base)
    list(APPEND sources ${RESOURCE_CPP} ${RESOURCE_ASM})
  endif()
  if(NOT sources)
    continue()
  endif()
  add_library(rastro_${folder} STATIC ${sources})
  target_include_directories(rastro_${folder} PUBLIC ${CMAKE_SOURCE_DIR}/analyzer)
  target_link_libraries(rastro_${folder} PUBLIC ${below})
  list(PREPEND below rastro_${folder})
endforeach()

if(TARGET rastro_base)
  target_link_libraries(rastro_base PUBLIC fmt::fmt Threads::Threads)
endif()
if(TARGET rastro_process)
  target_link_libraries(rastro_process PRIVATE tomlplusplus::tomlplusplus)
endif()
if(TARGET rastro_store)
  target_link_libraries(rastro_store PUBLIC SQLiteCpp SQLite::SQLite3)
endif()
if(TARGET rastro_formats)
  target_link_libraries(rastro_formats PRIVATE ${LIBCSV} PkgConfig::ZLIB PkgConfig::ZSTD
                                               PkgConfig::UTF8PROC PkgConfig::LIBZIP EXPAT::EXPAT)
endif()
if(TARGET rastro_eventlog)
  target_link_libraries(rastro_eventlog PUBLIC SQLiteCpp SQLite::SQLite3
                                        PRIVATE EXPAT::EXPAT nlohmann_json::nlohmann_json)
endif()
if(TARGET rastro_report)
  target_link_libraries(rastro_report PRIVATE nlohmann_json::nlohmann_json tomlplusplus::tomlplusplus
                                              PkgConfig::GVC ${GVC_LAYOUT} ${GVC_CORE}
                                              PkgConfig::UTF8PROC PkgConfig::XLSXWRITER)
endif()

file(GLOB cli_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/analyzer/cli/*.cpp)
add_executable(rastro ${cli_sources})
target_link_libraries(rastro PRIVATE ${below} CLI11::CLI11 nlohmann_json::nlohmann_json)
# Graphviz's plugins stand in a folder of their own.
get_filename_component(plugin_folder ${GVC_CORE} DIRECTORY)
set_target_properties(rastro PROPERTIES INSTALL_RPATH ${plugin_folder})
target_compile_definitions(rastro PRIVATE RASTRO_VERSION="${PROJECT_VERSION}")
