# Libraries of others. `./dev` installs their Debian packages.

find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(PkgConfig REQUIRED)

if(SPOOR_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
  pkg_check_modules(libseccomp REQUIRED IMPORTED_TARGET libseccomp)
endif()

if(SPOOR_BENCH)
  find_package(benchmark REQUIRED)
endif()
