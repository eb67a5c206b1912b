add_library(rastro_options INTERFACE)
target_compile_options(rastro_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                -Wno-sign-conversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # g++ 12 sees overlaps in std::string's operator+ that are not there (GCC bug 105329).
  target_compile_options(rastro_options INTERFACE -Wno-restrict)
endif()
if(RASTRO_SANITIZE)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # The instrumented code looks uninitialised to g++ (std::regex, boost::optional).
    target_compile_options(rastro_options INTERFACE -Wno-maybe-uninitialized -Wno-uninitialized)
  endif()
  # The standard library checks its preconditions too.
  target_compile_definitions(rastro_options INTERFACE _GLIBCXX_ASSERTIONS)
  target_compile_options(rastro_options INTERFACE -fsanitize=address,undefined
                                                  -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(rastro_options INTERFACE -fsanitize=address,undefined)
endif()
