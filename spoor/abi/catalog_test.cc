// The whole catalog against what others say of the calls: libseccomp's tables, the kernel's headers, and (for classes)
// a list made with the strace program.
#include "spoor/abi/catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <seccomp.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace spoor::abi {
namespace {

// The last call of Linux 6.18. What headers and libraries of later kernels know beyond it is no fault of the catalog.
constexpr int newest = 469;

struct Table {
  const char* name;
  std::uint32_t arch;  // as libseccomp names it
  int (*number)(const Numbers&);
  int library_bit = 0;  // what libseccomp adds to a number
};

const Table tables[] = {
    {"x86_64", SCMP_ARCH_X86_64, [](const Numbers& n) { return n.of(Abi::x86_64); }},
    {"i386", SCMP_ARCH_X86, [](const Numbers& n) { return n.of(Abi::i386); }},
    {"x32", SCMP_ARCH_X32, [](const Numbers& n) { return n.of(Abi::x32); }, static_cast<int>(x32_bit)},
    {"aarch64", SCMP_ARCH_AARCH64, [](const Numbers& n) { return n.generic; }},
    {"riscv64", SCMP_ARCH_RISCV64, [](const Numbers& n) { return n.generic; }},
};

void PrintTo(const Table& table, std::ostream* out) { *out << table.name; }

// asm-generic leaves 244 to 259 to each CPU (asm-generic/unistd.h, __NR_arch_specific_syscall).
bool is_generic(const Table& table) { return table.arch == SCMP_ARCH_AARCH64 || table.arch == SCMP_ARCH_RISCV64; }
bool is_cpu_specific(const Table& table, int number) { return is_generic(table) && number >= 244 && number < 260; }

// Empty where the library has no such number.
std::string library_name(const Table& table, int number) {
  const std::unique_ptr<char, decltype(&std::free)> name(
      seccomp_syscall_resolve_num_arch(table.arch, number | table.library_bit), &std::free);
  return name == nullptr ? std::string() : std::string(name.get());
}

std::map<int, std::vector<const Syscall*>> rows_by_number(const Table& table) {
  std::map<int, std::vector<const Syscall*>> rows;
  for (const Syscall* row : Catalog::instance().rows()) {
    const int number = table.number(row->numbers);
    if (number >= 0) rows[number].push_back(row);
  }
  return rows;
}

class CatalogTable : public testing::TestWithParam<Table> {};

TEST_P(CatalogTable, HasNoNumberTwice) {
  for (const auto& [number, rows] : rows_by_number(GetParam())) {
    EXPECT_EQ(rows.size(), 1u) << number << ": " << rows[0]->name << ", " << rows.back()->name;
  }
}

TEST_P(CatalogTable, NamesEveryNumberAsLibseccompDoes) {
  int known = 0;
  for (const auto& [number, rows] : rows_by_number(GetParam())) {
    const std::string name = library_name(GetParam(), number);
    if (name.empty()) continue;  // newer than the library; or renameat, which riscv64 alone lacks
    ++known;
    for (const Syscall* row : rows) EXPECT_EQ(row->name, name) << number;
  }
  EXPECT_GT(known, 300);
}

TEST_P(CatalogTable, HasEveryNumberOfLibseccomp) {
  const auto rows = rows_by_number(GetParam());
  for (int number = 0; number < 1024; ++number) {
    const bool old = number <= newest || number >= 512;  // from 512 on: x32's own
    const std::string name = library_name(GetParam(), number);
    if (name.empty() || !old || is_cpu_specific(GetParam(), number)) continue;
    EXPECT_TRUE(rows.contains(number)) << number << " " << name;
  }
}

// Past what Debian's libseccomp knows: syscall_64.tbl, syscall_32.tbl and asm-generic agree on these.
TEST_P(CatalogTable, HasTheNewestCalls) {
  const std::pair<int, std::string_view> calls[] = {
      {451, "cachestat"},         {452, "fchmodat2"},         {453, "map_shadow_stack"}, {454, "futex_wake"},
      {455, "futex_wait"},        {456, "futex_requeue"},     {457, "statmount"},        {458, "listmount"},
      {459, "lsm_get_self_attr"}, {460, "lsm_set_self_attr"}, {461, "lsm_list_modules"}, {462, "mseal"},
      {463, "setxattrat"},        {464, "getxattrat"},        {465, "listxattrat"},      {466, "removexattrat"},
      {467, "open_tree_attr"},    {468, "file_getattr"},      {newest, "file_setattr"},
  };
  auto rows = rows_by_number(GetParam());
  for (const auto& [number, name] : calls) {
    ASSERT_TRUE(rows.contains(number)) << number << " " << name;
    EXPECT_EQ(rows[number][0]->name, name);
  }
}

INSTANTIATE_TEST_SUITE_P(Abis, CatalogTable, testing::ValuesIn(tables),
                         [](const auto& tested) { return std::string(tested.param.name); });

// The lines `#define __NR_read 0` and `#define __NR_read (__X32_SYSCALL_BIT + 0)` of a kernel header.
std::map<int, std::string> numbers_of_header(const std::string& file) {
  std::map<int, std::string> numbers;
  std::ifstream header(std::string(SPOOR_ASM_HEADERS "/asm/") + file);
  for (std::string line; std::getline(header, line);) {
    std::istringstream words(line);
    std::string define, name, word, last;
    words >> define >> name;
    if (define != "#define" || !name.starts_with("__NR_")) continue;
    while (words >> word) last = word;
    numbers[std::atoi(last.c_str())] = name.substr(5);
  }
  return numbers;
}

std::string_view name_at(Abi abi, std::uint64_t number) {
  const Syscall* row = Catalog::instance().find(abi, number);
  return row == nullptr ? "no row" : row->name;
}

TEST(Catalog, HasEveryNumberOfTheKernelsHeaders) {
  const std::pair<Abi, const char*> headers[] = {
      {Abi::x86_64, "unistd_64.h"}, {Abi::i386, "unistd_32.h"}, {Abi::x32, "unistd_x32.h"}};
  for (const auto& [abi, file] : headers) {
    const auto numbers = numbers_of_header(file);
    EXPECT_GT(numbers.size(), 300u) << file;
    for (const auto& [number, name] : numbers) {
      if (number > newest && number < 512) continue;
      EXPECT_EQ(name_at(abi, static_cast<std::uint64_t>(number)), name) << file << " " << number;
    }
  }
}

TEST(Catalog, FindsRowsByNumberAndName) {
  const Catalog& catalog = Catalog::instance();
  EXPECT_EQ(name_at(Abi::x86_64, 257), "openat");
  EXPECT_EQ(catalog.find(Abi::i386, 295), catalog.find(Abi::i386, "openat"));
  EXPECT_EQ(name_at(Abi::x86_64, 335), "uretprobe");
  EXPECT_EQ(name_at(Abi::i386, 335), "rt_tgsigqueueinfo");
  EXPECT_EQ(catalog.find(Abi::x32, 520), catalog.find(Abi::x32, "execve"));
  EXPECT_EQ(name_at(Abi::x32, 59), "execve#64");
  EXPECT_EQ(catalog.find(Abi::x32, 59)->fixed_args().size(), 3u);
  EXPECT_EQ(catalog.find(Abi::x32, "execve#64"), nullptr);
  EXPECT_EQ(catalog.find(Abi::x86_64, 520), nullptr);  // execve of x32
  EXPECT_EQ(catalog.find(Abi::x86_64, 400), nullptr);
  EXPECT_EQ(catalog.find(Abi::x86_64, ~0ull), nullptr);
  EXPECT_EQ(catalog.find(Abi::x86_64, "socketcall"), nullptr);
}

TEST(Catalog, GivesOneNameToEachCallWhereverItsArgumentsDiffer) {
  const Catalog& catalog = Catalog::instance();
  for (const Syscall* row : catalog.rows()) {
    for (const Abi abi : {Abi::x86_64, Abi::i386, Abi::x32}) {
      const int number = row->numbers.of(abi);
      if (number < 0) continue;
      EXPECT_EQ(catalog.find(abi, row->name), catalog.find(abi, static_cast<std::uint64_t>(number)))
          << row->name << " is the name of two calls of " << personality_name(abi);
    }
  }
}

bool is_argument_name(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && std::ranges::all_of(name, fits);
}

TEST(Catalog, NamesEachArgumentOnce) {
  for (const Syscall* row : Catalog::instance().rows()) {
    std::set<std::string_view> names;
    const auto args = row->fixed_args();
    for (std::size_t i = 0; i < args.size(); ++i) {
      EXPECT_TRUE(is_argument_name(args[i].name)) << row->name << " " << args[i].name;
      EXPECT_TRUE(names.insert(args[i].name).second) << row->name << " has " << args[i].name << " twice";
      EXPECT_NE(args[i].decode, nullptr) << row->name << " " << args[i].name;
      const std::size_t slot = args[i].slot == Arg::own_position ? i : args[i].slot;
      EXPECT_LT(slot, max_args) << row->name << " " << args[i].name;
    }
    for (std::size_t i = args.size(); i < max_args; ++i)
      EXPECT_EQ(row->args[i].decode, nullptr) << row->name << ": an argument without a name";
  }
}

struct ClassName {
  std::string_view name;
  Class value;
};
// %stat and %statfs stand for strace's %%stat and %%statfs, as -e trace= takes them after its own percent sign.
constexpr ClassName class_names[] = {
    {"file", Class::file},           {"desc", Class::desc},     {"process", Class::process},
    {"network", Class::network},     {"signal", Class::signal}, {"ipc", Class::ipc},
    {"memory", Class::memory},       {"creds", Class::creds},   {"clock", Class::clock},
    {"stat", Class::stat},           {"lstat", Class::lstat},   {"fstat", Class::fstat},
    {"%stat", Class::stat_like},     {"statfs", Class::statfs}, {"fstatfs", Class::fstatfs},
    {"%statfs", Class::statfs_like}, {"pure", Class::pure},
};

// Class to names of calls. Lines: `CLASS: NAME...`, a class may have several; `#` begins a comment.
std::map<std::string, std::set<std::string>> golden_classes() {
  std::map<std::string, std::set<std::string>> classes;
  std::ifstream file(SPOOR_GOLDEN "/classes.txt");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto colon = line.find(':');
    std::istringstream names(line.substr(colon + 1));
    for (std::string name; names >> name;) classes[line.substr(0, colon)].insert(name);
  }
  return classes;
}

TEST(Catalog, SortsCallsIntoClassesAsStraceDoes) {
  const auto golden = golden_classes();
  ASSERT_EQ(golden.size(), std::size(class_names));
  for (const auto& [class_name, value] : class_names) {
    const auto expected = golden.find(std::string(class_name));
    ASSERT_NE(expected, golden.end()) << class_name;
    std::set<std::string> missing = expected->second;
    for (const Syscall* row : Catalog::instance().rows()) {
      const bool member = expected->second.contains(std::string(row->name));
      EXPECT_EQ(row->classes.has(value), member) << row->name << " and " << class_name;
      missing.erase(std::string(row->name));
    }
    EXPECT_THAT(missing, testing::IsEmpty()) << class_name;
  }
}

}  // namespace
}  // namespace spoor::abi
