# The library as others get it: one archive of all folders but cli, its headers, and how CMake and pkg-config find them.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

add_library(libspoor STATIC)
add_library(spoor::spoor ALIAS libspoor)
set_target_properties(libspoor PROPERTIES OUTPUT_NAME spoor EXPORT_NAME spoor)
target_compile_features(libspoor INTERFACE cxx_std_23)
target_include_directories(libspoor INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                           $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(libspoor PUBLIC fmt::fmt)
if(SPOOR_SANITIZE)
  target_link_options(libspoor INTERFACE "-fsanitize=${SPOOR_SANITIZE}") # the archive's objects need its run-time library
endif()
# Output formats register themselves: a linker that takes only the members that somebody names would drop them.
target_link_options(libspoor INTERFACE
                    $<INSTALL_INTERFACE:LINKER:--whole-archive,$<TARGET_FILE:spoor::spoor>,--no-whole-archive>)

get_property(folders GLOBAL PROPERTY SPOOR_FOLDERS)
list(REMOVE_ITEM folders cli agent)
foreach(folder IN LISTS folders)
  get_target_property(type spoor_${folder} TYPE)
  if(NOT type STREQUAL INTERFACE_LIBRARY)
    target_sources(libspoor PRIVATE $<TARGET_OBJECTS:spoor_${folder}>)
  endif()
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/spoor/${folder}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/spoor"
          FILES_MATCHING PATTERN "*.h")
endforeach()
install(FILES "${PROJECT_BINARY_DIR}/include/spoor/base/version.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/spoor/base")

install(TARGETS spoor)
# The program writes its own manual pages and completions.
install(CODE [[
  function(spoor_writes file)
    set(made "${CMAKE_INSTALL_PREFIX}/${file}")
    get_filename_component(dir "$ENV{DESTDIR}${made}" DIRECTORY)
    file(MAKE_DIRECTORY "${dir}")
    execute_process(COMMAND $<TARGET_FILE:spoor> ${ARGN} OUTPUT_FILE "$ENV{DESTDIR}${made}" COMMAND_ERROR_IS_FATAL ANY)
    message(STATUS "Installing: $ENV{DESTDIR}${made}")
  endfunction()
  spoor_writes(share/man/man1/spoor-trace.1 manual trace)
  spoor_writes(share/man/man1/spoor-strace.1 manual strace)
  spoor_writes(share/bash-completion/completions/spoor completion bash)
  spoor_writes(share/zsh/site-functions/_spoor completion zsh)
  spoor_writes(share/fish/vendor_completions.d/spoor.fish completion fish)
]])
install(TARGETS libspoor EXPORT spoor)
set(cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/spoor")
install(EXPORT spoor NAMESPACE spoor:: FILE spoor-targets.cmake DESTINATION "${cmake_dir}")
configure_package_config_file(cmake/spoor-config.cmake.in spoor-config.cmake INSTALL_DESTINATION "${cmake_dir}")
write_basic_package_version_file(spoor-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/spoor-config.cmake" "${PROJECT_BINARY_DIR}/spoor-config-version.cmake"
        DESTINATION "${cmake_dir}")

file(RELATIVE_PATH to_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" /)
configure_file(cmake/spoor.pc.in spoor.pc @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/spoor.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
