// Everything a program inherits, one fact a line: signal mask and dispositions, limits, descriptors, environment, and
// so on. Each argument, as in "mask=0", is a fact that must be so.
#include <dirent.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "check.h"

extern char** environ;

static char facts[64 * 1024];
static size_t used;

__attribute__((format(printf, 1, 2))) static void add(const char* format, ...) {
  va_list args;
  va_start(args, format);
  used += (size_t)vsnprintf(facts + used, sizeof facts - used, format, args);
  va_end(args);
  CHECK(used < sizeof facts - 1);
}

static void signals(void) {
  add("blocked=%lx\n", (unsigned long)status_number(getpid(), "SigBlk:", 16));
  add("ignored=%lx\n", (unsigned long)status_number(getpid(), "SigIgn:", 16));
  add("pending=%lx\n", (unsigned long)status_number(getpid(), "SigPnd:", 16));
  stack_t stack;
  CHECK_EQ(sigaltstack(NULL, &stack), 0);
  add("altstack=%d\n", stack.ss_flags & SS_DISABLE ? 0 : 1);
}

static void limits(void) {
  for (int i = 0; i < RLIMIT_NLIMITS; ++i) {
    struct rlimit limit;
    CHECK_EQ(getrlimit((__rlimit_resource_t)i, &limit), 0);
    add("limit%d=%lld:%lld\n", i, (long long)limit.rlim_cur, (long long)limit.rlim_max);
  }
}

// Descriptors with their flags; the one that lists them is not among them.
static void descriptors(void) {
  DIR* folder = opendir("/proc/self/fd");
  CHECK(folder);
  bool open_fds[1024] = {false};
  for (struct dirent* entry; (entry = readdir(folder));) {
    int fd = atoi(entry->d_name);
    if (entry->d_name[0] != '.' && fd != dirfd(folder) && fd < 1024) open_fds[fd] = true;
  }
  closedir(folder);
  add("descriptors=");
  for (int fd = 0; fd < 1024; ++fd)
    if (open_fds[fd]) add("%d ", fd);
  add("\n");
}

static void scheduling(void) {
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  CHECK_EQ(sched_getaffinity(0, sizeof cpus, &cpus), 0);
  add("cpus=");
  for (size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu)
    if (CPU_ISSET(cpu, &cpus)) add("%zu ", cpu);
  add("\npolicy=%d\n", sched_getscheduler(0));
  errno = 0;
  add("nice=%d\n", getpriority(PRIO_PROCESS, 0));
  add("timer_slack=%d\n", prctl(PR_GET_TIMERSLACK));
}

static void process(void) {
  char folder[PATH_MAX];
  CHECK(getcwd(folder, sizeof folder));
  add("folder=%s\n", folder);
  mode_t mask = umask(0);
  umask(mask);
  add("umask=%o\n", mask);
  add("session_leader=%d\n", getsid(0) == getpid());
  add("personality=%x\n", personality(0xffffffff));
  add("dumpable=%d\n", prctl(PR_GET_DUMPABLE));
  int signal = -1;
  prctl(PR_GET_PDEATHSIG, &signal);
  add("parent_death_signal=%d\n", signal);
  int reaper = -1;
  prctl(PR_GET_CHILD_SUBREAPER, &reaper);
  add("subreaper=%d\n", reaper);
  add("threads=%ld\n", status_number(getpid(), "Threads:", 10));
  add("ids=%d:%d:%d:%d\n", getuid(), geteuid(), getgid(), getegid());
  add("groups=%d\n", getgroups(0, NULL));
  add("capabilities=%lx\n", (unsigned long)status_number(getpid(), "CapEff:", 16));
  char text[64];
  read_small_file("/proc/self/oom_score_adj", text, sizeof text);
  add("oom_score_adj=%d\n", atoi(text));
  CHECK_FAILS(waitpid(-1, NULL, WNOHANG), ECHILD);
  alarm(0);
}

// By its length and a sum over its bytes, in their order: it may hold anything.
static void environment(void) {
  unsigned long count = 0, sum = 5381;
  for (char** entry = environ; *entry; ++entry, ++count)
    for (const char* byte = *entry; *byte; ++byte) sum = sum * 33 + (unsigned char)*byte;
  add("environment=%lu:%lx\n", count, sum);
}

// A list ends with a space, which need not be asked for.
static bool is_fact(const char* wanted) {
  size_t length = strlen(wanted);
  for (const char* line = facts; *line; line = strchr(line, '\n') + 1) {
    if (strncmp(line, wanted, length) != 0) continue;
    if (line[length] == '\n' || (line[length] == ' ' && line[length + 1] == '\n')) return true;
  }
  return false;
}

int main(int argc, char** argv) {
  signals();
  descriptors();
  limits();
  scheduling();
  process();
  environment();
  add("argv0=%s\n", argv[0]);
  for (size_t done = 0; done < used;) {
    ssize_t length = write(STDOUT_FILENO, facts + done, used - done);
    CHECK(length > 0);
    done += (size_t)length;
  }
  for (int i = 1; i < argc; ++i)
    if (!is_fact(argv[i])) {
      say("not so: %s\n", argv[i]);
      return 1;
    }
  return passed();
}
