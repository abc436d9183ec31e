#!/usr/bin/env bash
# Installs the library into a temporary prefix, and builds and runs the examples against it as a stranger's project would:
# once found by CMake, once by pkg-config.
#
# usage: check.sh SOURCE_DIR BUILD_DIR
set -euo pipefail
source_dir=$1 build_dir=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }

# run_examples DIR   the programs in it must do what their first lines say
run_examples() {
  local counts denied
  counts=$("$1/count_syscalls" /bin/echo hello) || fail "count_syscalls: status $?"
  grep -qx hello <<<"$counts" || fail "count_syscalls: the program's output is missing: $counts"
  grep -qx ' *1 execve' <<<"$counts" || fail "count_syscalls: no execve in: $counts"
  grep -qx ' *1 exit_group' <<<"$counts" || fail "count_syscalls: no exit_group in: $counts"

  echo secret >"$work/secret"
  echo open >"$work/open"
  denied=$("$1/deny_path" "$work/secret" /bin/cat "$work/open" "$work/secret" 2>&1) || true
  [[ $denied == *open*"$work/secret: Permission denied"* ]] || fail "deny_path: $denied"
  [[ $denied != *$'\n'secret* ]] || fail "deny_path: the file was read"
  "$1/formats" | grep -qx json || fail "the formats are missing, which register themselves"
  echo "$1: as they should"
}

cmake --install "$build_dir" --prefix "$work/prefix" >"$work/log" || { cat "$work/log"; fail "cmake --install"; }

cp -r "$source_dir/examples" "$work/examples" # nothing of the source tree may be found by chance
{
  echo '#include <fmt/format.h>'
  (cd "$work/prefix/include" && find spoor -name '*.h' | sort | sed 's/.*/#include "&"/')
  echo 'int main() { for (const auto& format : spoor::output::formats()) fmt::print("{}\n", format.name); }'
} >"$work/examples/formats.cc"
sed -i 's/count_syscalls deny_path/& formats/' "$work/examples/CMakeLists.txt"
cmake -G Ninja -S "$work/examples" -B "$work/by_cmake" -DCMAKE_PREFIX_PATH="$work/prefix" >"$work/log" 2>&1 &&
  cmake --build "$work/by_cmake" >>"$work/log" 2>&1 || { cat "$work/log"; fail "the examples do not build with CMake"; }
run_examples "$work/by_cmake"

export PKG_CONFIG_PATH=$work/prefix/lib/pkgconfig
mkdir "$work/by_pkg_config"
for example in count_syscalls deny_path formats; do
  # unquoted: flags
  ${CXX:-c++} $(pkg-config --cflags spoor) "$work/examples/$example.cc" $(pkg-config --libs spoor) \
    -o "$work/by_pkg_config/$example" || fail "$example does not build with pkg-config"
done
run_examples "$work/by_pkg_config"
