# One fuzzer a reader of foreign files. Every build replays their corpora as tests; the preset "fuzz"
# (clang, libFuzzer) builds the fuzzers themselves, which './dev fuzz' runs.
option(RASTRO_FUZZ "Build the fuzzers" OFF)
file(GLOB fuzz_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/*_fuzz.cpp)
foreach(source ${fuzz_sources})
  get_filename_component(name ${source} NAME_WE)
  string(REPLACE "_fuzz" "" subject ${name})
  if(RASTRO_FUZZ)
    add_executable(fuzz_${subject} ${source})
    target_link_options(fuzz_${subject} PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(fuzz_${subject} ${source} fuzz/replay.cpp)
    add_test(NAME "what fuzzing found stays found: ${subject}"
             COMMAND fuzz_${subject} ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus/${subject})
  endif()
  target_include_directories(fuzz_${subject} PRIVATE ${CMAKE_SOURCE_DIR}/analyzer ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(fuzz_${subject} PRIVATE ${below} Catch2::Catch2 nlohmann_json::nlohmann_json
                                                PkgConfig::LIBZIP PkgConfig::ZLIB PkgConfig::ZSTD)
endforeach()
