#include "spoor/cli/program.h"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "spoor/abi/catalog.h"
#include "spoor/seccomp/trace_filter.h"
#include "spoor/sys/proc.h"

extern char** environ;

namespace spoor::cli {
namespace {

bool is_executable(const std::string& path, int& error) {
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) {
    if (errno != ENOENT && errno != ENOTDIR) error = errno;
    return false;
  }
  if (S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0) return true;
  error = EACCES;
  return false;
}

Error cannot_run(const std::string& name, int code, std::string hint) {
  return {.code = code, .operation = "run", .tid = 0, .detail = "'" + name + "'", .hint = std::move(hint)};
}

Result<std::string> look_up(const std::string& name) {
  int error = ENOENT;
  if (name.find('/') != std::string::npos) {
    if (is_executable(name, error)) return name;
    return std::unexpected(
        cannot_run(name, error, error == EACCES ? "it must be a regular file with execute permission (chmod +x)" : ""));
  }
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/bin:/usr/bin";  // execvp(3)
  for (;;) {
    const std::string_view directory = rest.substr(0, rest.find(':'));
    const std::string candidate = directory.empty() ? name : std::string(directory) + "/" + name;
    if (!name.empty() && is_executable(candidate, error)) return candidate;
    if (directory.size() == rest.size()) break;
    rest.remove_prefix(directory.size() + 1);
  }
  int here = 0;
  const bool in_this_directory = !name.empty() && is_executable("./" + name, here);
  return std::unexpected(cannot_run(
      name, error, in_this_directory ? "there is one in this directory: ./" + name : "it is in no directory of PATH"));
}

Result<tracer::Identity> identity_of(const std::string& user) {
  const passwd* entry = ::getpwnam(user.c_str());
  if (entry == nullptr) return fail(0, "run as user", 0, "'" + user + "': there is no such user");
  if (::geteuid() != 0) return fail(EPERM, "run as user", 0, "'" + user + "': only root can");
  tracer::Identity identity{.uid = entry->pw_uid, .gid = entry->pw_gid, .groups = {}};
  int count = 0;
  ::getgrouplist(user.c_str(), identity.gid, nullptr, &count);
  identity.groups.resize(static_cast<std::size_t>(count));
  ::getgrouplist(user.c_str(), identity.gid, identity.groups.data(), &count);
  return identity;
}

std::vector<std::string> environment_with(const std::vector<std::string>& changes) {
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) environment.emplace_back(*entry);
  for (const std::string& change : changes) {
    const std::string name = change.substr(0, change.find('='));
    std::erase_if(environment, [&](const std::string& entry) { return entry.substr(0, entry.find('=')) == name; });
    if (name.size() != change.size()) environment.push_back(change);
  }
  return environment;
}

// Always traced: what spoor itself must see of a task that runs under a filter. The affinity calls, because a task that
// is held on a CPU must not notice (tracer/placement.h); clone, because CLONE_UNTRACED would make an untraced child.
constexpr std::string_view always[] = {"sched_setaffinity", "sched_getaffinity", "clone", "clone3", "execve",
                                       "execveat"};

seccomp::TracedCalls traced(const SyscallSet& set, abi::Abi abi) {
  seccomp::TracedCalls calls;
  for (std::uint32_t nr = 0; nr < SyscallSet::max_numbers; ++nr) {
    const abi::Syscall* row = abi::Catalog::instance().find(abi, nr);
    if (set.contains(abi, nr) || (row != nullptr && std::ranges::find(always, row->name) != std::end(always)))
      calls.numbers.push_back(nr);
  }
  return calls;
}

bool may_filter_without_no_new_privs() {
  const auto status = sys::read_proc_file("/proc/self/status");
  if (!status) return false;
  const std::size_t at = status->find("CapEff:");
  if (at == std::string::npos) return false;
  constexpr std::uint64_t cap_sys_admin = std::uint64_t{1} << 21;
  return (std::strtoull(status->c_str() + at + 7, nullptr, 16) & cap_sys_admin) != 0;
}

}  // namespace

Result<tracer::Program> resolve_program(const TraceOptions& options) {
  tracer::Program program;
  auto path = look_up(options.program.front());
  if (!path) return std::unexpected(path.error());
  program.path = std::move(*path);
  program.argv = options.program;
  if (options.argv0) program.argv.front() = *options.argv0;
  program.environment = environment_with(options.environment);
  if (options.user) {
    auto identity = identity_of(*options.user);
    if (!identity) return std::unexpected(identity.error());
    program.identity = std::move(*identity);
  }
  return program;
}

int exit_status_of_refused(const Error& error) { return error.code == ENOENT ? 127 : error.code == EACCES ? 126 : 125; }

FilterPlan plan_filter(const TraceOptions& options) {
  FilterPlan plan;
  if (!options.seccomp_filter) return plan;
  if (options.trace.everything()) return plan;
  if (options.program.empty() || !options.attach.empty()) {
    plan.why_not = "a running process cannot be given one";
  } else if (!options.follow) {
    plan.why_not = "children would inherit it and go untraced";
  } else if (options.detach_on) {
    plan.why_not = "a task let go at exec would keep it";
  } else if (options.daemonize > 0) {
    plan.why_not = "with -D the program is not spoor's child";
  } else {
    plan.filter = seccomp::trace_filter(traced(options.trace, abi::Abi::x86_64), traced(options.trace, abi::Abi::i386),
                                        traced(options.trace, abi::Abi::x32), tracer::filter_mark);
    plan.no_new_privs = !may_filter_without_no_new_privs();
    // A filter has at most BPF_MAXINSNS instructions.
    if (plan.filter.size() > BPF_MAXINSNS) {
      plan.filter.clear();
      plan.why_not = "the set of calls is too scattered for one";
    }
  }
  return plan;
}

}  // namespace spoor::cli
