add_library(rastro_options INTERFACE)
target_compile_options(rastro_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                -Wno-sign-conversion -Werror)
if(RASTRO_SANITIZE)
  target_compile_options(rastro_options INTERFACE -fsanitize=address,undefined
                                                  -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(rastro_options INTERFACE -fsanitize=address,undefined)
endif()
