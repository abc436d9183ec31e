# One target per folder of spoor/, all made by the functions here.

# spoor_library(FOLDER [OBJECTS] [DEPS folder...] [LIBS target...] [TEST_LIBS target...])
#
# Makes the target spoor_FOLDER (alias spoor::FOLDER) from every *.cc of the current folder and the folders in it, and one
# test program from every *_test.cc. A new file needs no edit here. DEPS are other folders; LIBS are libraries of others that
# reach the folder's users too; TEST_LIBS are for the tests alone.
#
# OBJECTS is for folders whose files register themselves (formats, commands): their object files are always linked, where the
# linker would drop an archive member that nobody names.
function(spoor_library folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "OBJECTS" "" "DEPS;LIBS;TEST_LIBS")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cc)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$|/main\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")

  set(target spoor_${folder})
  set(visibility PUBLIC)
  if(NOT sources)
    add_library(${target} INTERFACE)
    set(visibility INTERFACE)
  elseif(arg_OBJECTS)
    add_library(${target} OBJECT ${sources})
  else()
    add_library(${target} STATIC ${sources})
  endif()
  add_library(spoor::${folder} ALIAS ${target})
  set_property(GLOBAL APPEND PROPERTY SPOOR_FOLDERS ${folder})

  target_include_directories(${target} ${visibility} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                             $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>)
  list(TRANSFORM arg_DEPS PREPEND spoor::)
  target_link_libraries(${target} ${visibility} ${arg_DEPS} ${arg_LIBS})
  if(sources)
    target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:spoor_options>)
  endif()

  spoor_object_folders(objects ${arg_DEPS})
  if(arg_OBJECTS AND sources)
    list(APPEND objects ${target})
  endif()
  set_property(TARGET ${target} PROPERTY SPOOR_OBJECT_FOLDERS ${objects})

  if(SPOOR_TESTS AND tests)
    spoor_unit_tests(${target}_test SOURCES ${tests} LIBS ${target} ${arg_TEST_LIBS})
  endif()
endfunction()

# CMake links the objects of an OBJECT library into its direct users only: this collects those reached through the targets.
function(spoor_object_folders out)
  set(objects)
  foreach(dep IN LISTS ARGN)
    if(TARGET ${dep})
      get_target_property(of_dep ${dep} SPOOR_OBJECT_FOLDERS)
      if(of_dep)
        list(APPEND objects ${of_dep})
      endif()
    endif()
  endforeach()
  list(REMOVE_DUPLICATES objects)
  set(${out} ${objects} PARENT_SCOPE)
endfunction()

# spoor_compiled_one_by_one(TARGET...)   not many files as one, as the presets dev, asan and fuzz compile.
function(spoor_compiled_one_by_one)
  foreach(target IN LISTS ARGN)
    if(TARGET ${target})
      set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
    endif()
  endforeach()
endfunction()

# spoor_program(NAME SOURCES file... LIBS target...)   a program with spoor's warnings and all self-registered files.
function(spoor_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS")
  add_executable(${name} ${arg_SOURCES})
  spoor_object_folders(objects ${arg_LIBS})
  set(libraries ${arg_LIBS} ${objects})
  list(REMOVE_DUPLICATES libraries)
  target_link_libraries(${name} PRIVATE ${libraries} spoor_options)
  if(SPOOR_PACKS_RELOCATIONS)
    target_link_options(${name} PRIVATE "LINKER:-z,pack-relative-relocs")
  endif()
endfunction()

# spoor_unit_tests(NAME SOURCES file... LIBS target...)   one GoogleTest program, each of its tests known to ctest.
function(spoor_unit_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS")
  spoor_program(${name} SOURCES ${arg_SOURCES} LIBS ${arg_LIBS} GTest::gmock GTest::gtest_main)
  gtest_discover_tests(${name} TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST PROPERTIES LABELS unit)
endfunction()

# spoor_fuzz_target(NAME SOURCES file... LIBS target...)   a libFuzzer program; NAME ends in _fuzz, so that `./dev fuzz` runs it.
function(spoor_fuzz_target name)
  spoor_program(${name} ${ARGN})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endfunction()
