# The language and the warnings, for everything in the project.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Relative relocations, of which the tables have many, in their short form: the program starts faster.
include(CheckLinkerFlag)
check_linker_flag(CXX "-Wl,-z,pack-relative-relocs" SPOOR_PACKS_RELOCATIONS)

# Warnings and sanitizers reach spoor's own targets through this one, never the projects that link spoor.
add_library(spoor_options INTERFACE)
target_compile_options(spoor_options INTERFACE -Wall -Wextra -Wconversion -Wshadow)
if(CMAKE_UNITY_BUILD)
  # What is local to one file would shadow the names of its neighbours; release and lint look at each file alone.
  target_compile_options(spoor_options INTERFACE -Wno-shadow)
endif()
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
