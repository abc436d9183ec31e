# The language and the warnings, for everything in the project.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

# Warnings and sanitizers reach spoor's own targets through this one, never the projects that link spoor.
add_library(spoor_options INTERFACE)
target_compile_options(spoor_options INTERFACE -Wall -Wextra -Wconversion -Wshadow)
if(SPOOR_WERROR)
  target_compile_options(spoor_options INTERFACE -Werror)
endif()
if(SPOOR_SANITIZE)
  target_compile_options(spoor_options INTERFACE "-fsanitize=${SPOOR_SANITIZE}" -fno-omit-frame-pointer
                                                 -fno-sanitize-recover=all)
  target_link_options(spoor_options INTERFACE "-fsanitize=${SPOOR_SANITIZE}")
endif()
if(SPOOR_INSTALL AND CMAKE_INTERPROCEDURAL_OPTIMIZATION AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(spoor_options INTERFACE -ffat-lto-objects) # machine code beside GCC's own form
endif()
