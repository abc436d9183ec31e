#include "spoor/cli/trace_request.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "spoor/cli/nearest.h"
#include "spoor/cli/sets.h"
#include "spoor/cli/summary_words.h"
#include "spoor/cli/tips.h"
#include "spoor/output/stream.h"

namespace spoor::cli {
namespace {

using output::ClockStyle;
using output::ConstantStyle;
using output::Precision;

constexpr SetWord status_words[] = {
    {"successful", 1}, {"failed", 2}, {"unfinished", 4}, {"unavailable", 8}, {"detached", 16}};
constexpr SetWord quiet_words[] = {{"attach", 1},       {"exit", 2},        {"path-resolution", 4},
                                   {"path-resolve", 4}, {"personality", 8}, {"thread-execve", 16},
                                   {"superseded", 16}};
constexpr SetWord fd_words[] = {{"path", 1},  {"socket", 2},   {"dev", 4},
                                {"pidfd", 8}, {"eventfd", 16}, {"signalfd", 32}};
constexpr SetWord pid_words[] = {{"comm", 1}, {"pidns", 2}};

std::unexpected<Error> bad(std::string detail, std::string hint = {}) {
  return std::unexpected(
      Error{.code = 0, .operation = {}, .tid = 0, .detail = std::move(detail), .hint = std::move(hint)});
}

// What an option takes, when it is one of a few words.
template <typename T>
struct Choice {
  std::string_view word;
  T value;
};

constexpr Choice<Precision> precision_words[] = {
    {"s", Precision::s}, {"ms", Precision::ms}, {"us", Precision::us}, {"ns", Precision::ns}};
constexpr Choice<ClockStyle> clock_words[] = {
    {"none", ClockStyle::none}, {"time", ClockStyle::time}, {"unix", ClockStyle::epoch}};
constexpr Choice<ConstantStyle> constant_words[] = {
    {"raw", ConstantStyle::raw}, {"abbrev", ConstantStyle::abbrev}, {"verbose", ConstantStyle::verbose}};
constexpr Choice<QuoteStyle> quote_words[] = {{"none", QuoteStyle::octal},
                                              {"non-ascii-chars", QuoteStyle::hex_chars},
                                              {"non-ascii", QuoteStyle::hex_non_ascii},
                                              {"all", QuoteStyle::hex}};
constexpr Choice<int> interruptible_words[] = {{"anywhere", 1}, {"1", 1}, {"waiting", 2},    {"2", 2},
                                               {"never", 3},    {"3", 3}, {"never_tstp", 4}, {"4", 4}};
constexpr Choice<int> daemonize_words[] = {{"grandchild", 1}, {"pgroup", 2}, {"pgrp", 2}, {"session", 3}};
enum class Colour : std::uint8_t { automatic, always, never };
constexpr Choice<Colour> colour_words[] = {
    {"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}};
constexpr Choice<bool> by_words[] = {{"all", false}, {"process", true}};

template <typename T, std::size_t N>
Result<T> choose(const Given& given, std::string_view word, const Choice<T> (&choices)[N]) {
  Nearest search(word);
  std::string all;
  for (const Choice<T>& choice : choices) {
    if (choice.word == word) return choice.value;
    search.consider(choice.word);
    all += (all.empty() ? "" : ", ") + std::string(choice.word);
  }
  return bad(given.spelling + " cannot be '" + std::string(word) + "'",
             search.best().empty() ? "it can be " + all : "did you mean '" + std::string(search.best()) + "'?");
}

template <typename T>
Result<T> whole_number(const Given& given, std::string_view text, T least) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least)
    return bad(given.spelling + " needs a number, not '" + std::string(text) + "'");
  return value;
}

// Applies one option after the other to a request. Letters that can be repeated count, as strace's do.
class Builder {
 public:
  Builder(TraceRequest& request, Defaults defaults) : r_(request), defaults_(defaults) {}

  Result<void> apply(const Given& given) { return apply(given.option->what, given); }
  Result<void> finish(std::vector<std::string> program);

 private:
  Result<void> apply(Opt what, const Given& given);
  Result<void> apply_set(Opt what, const Given& given);
  Result<void> apply_look(Opt what, const Given& given);
  Result<void> apply_times(Opt what, const Given& given);
  Result<void> apply_run(Opt what, const Given& given);
  Result<void> apply_totals(Opt what, const Given& given);
  Result<void> expression(const Given& given);
  Result<void> attach(const Given& given);
  Result<void> timestamps(const Given& given);
  Result<void> quiet(const Given& given);
  Result<void> check() const;
  void destination();
  void show_fds(std::uint32_t bits);
  void show_pids(std::uint32_t bits);

  template <typename T, typename V>
  Result<void> store(Result<V> value, T& to) {
    if (!value) return std::unexpected(value.error());
    to = std::move(*value);
    return {};
  }

  TraceRequest& r_;
  Defaults defaults_;
  std::string output_;
  int follow_ = 0;
  int quiet_ = 0;
  int times_ = 0;
  int hex_ = 0;
  int fds_ = 0;
  Colour colour_ = Colour::automatic;
};

std::unexpected<Error> refuse(const Given& given, std::string_view name, std::string_view why) {
  const bool by_expression = given.option->what == Opt::expression;
  return bad((by_expression ? "-e " + std::string(name) : given.spelling) + ": " + std::string(why));
}

Result<void> Builder::apply(Opt what, const Given& given) {
  if (what == Opt::expression) return expression(given);
  if (what == Opt::refused) return refuse(given, given.option->name, given.option->help);
  if (what <= Opt::kill_on_exit) return apply_run(what, given);
  if (what <= Opt::seccomp_bpf) return apply_set(what, given);
  if (what >= Opt::summary_only && what <= Opt::summary_by) return apply_totals(what, given);
  return apply_look(what, given);
}

// `NAME=SET`, or a set of system calls alone.
Result<void> Builder::expression(const Given& given) {
  static constexpr Choice<std::string_view> short_names[] = {
      {"t", "trace"}, {"a", "abbrev"},   {"v", "verbose"}, {"x", "raw"},        {"s", "signal"}, {"signals", "signal"},
      {"r", "read"},  {"reads", "read"}, {"w", "write"},   {"writes", "write"}, {"q", "quiet"}};
  const std::size_t equals = given.argument.find('=');
  const std::string word = given.argument.substr(0, equals);
  std::string_view name = word;
  for (const auto& choice : short_names)
    if (choice.word == name) name = choice.value;
  for (const Option& option : trace_options_table()) {
    const bool takes_set = option.what == Opt::refused || (option.what >= Opt::trace && option.what <= Opt::status) ||
                           (option.what >= Opt::abbrev && option.what <= Opt::quiet) ||
                           option.what == Opt::decode_fds || option.what == Opt::decode_pids;
    if (equals == std::string::npos || !takes_set || option.name != name) continue;
    if (option.what == Opt::refused) return refuse(given, name, option.help);
    Given set = given;
    set.has_argument = true;
    set.argument = given.argument.substr(equals + 1);
    return apply(option.what, set);
  }
  return store(parse_syscall_set(given.argument), r_.trace.trace);
}

Result<void> Builder::attach(const Given& given) {
  constexpr std::string_view separators = ", \t\n";
  std::string_view list = given.argument;
  bool any = false;
  while (!list.empty()) {
    const std::size_t length = std::min(list.find_first_of(separators), list.size());
    if (length != 0) {
      const auto pid = whole_number<pid_t>(given, list.substr(0, length), 1);
      if (!pid) return std::unexpected(pid.error());
      if (std::ranges::find(r_.trace.attach, *pid) == r_.trace.attach.end()) r_.trace.attach.push_back(*pid);
      any = true;
    }
    list.remove_prefix(std::min(length + 1, list.size()));
  }
  if (!any) return bad(given.spelling + " needs a process number");
  return {};
}

Result<void> Builder::apply_run(Opt what, const Given& given) {
  switch (what) {
    case Opt::environment: r_.trace.environment.push_back(given.argument); return {};
    case Opt::attach: return attach(given);
    case Opt::user: r_.trace.user = given.argument; return {};
    case Opt::argv0: r_.trace.argv0 = given.argument; return {};
    case Opt::detach_on:
      if (given.argument != "execve") return bad(given.spelling + " can only be execve, not '" + given.argument + "'");
      return store(parse_syscall_set("execve,execveat"), r_.trace.detach_on);
    case Opt::daemonize:
      if (given.has_argument) return store(choose(given, given.argument, daemonize_words), r_.trace.daemonize);
      if (r_.trace.daemonize == 3) return bad("-D cannot be given more than three times");
      ++r_.trace.daemonize;
      return {};
    case Opt::follow:
      if (given.option->letter == 'F')
        follow_ = std::max(follow_, 1);
      else
        ++follow_;
      return {};
    case Opt::no_follow: r_.trace.follow = false; return {};
    case Opt::hand_over: r_.trace.hand_over = true; return {};
    case Opt::no_hand_over: r_.trace.hand_over = false; return {};
    case Opt::interruptible: return store(choose(given, given.argument, interruptible_words), r_.trace.interruptible);
    case Opt::kill_on_exit: r_.trace.kill_on_exit = true; return {};
    default: return {};
  }
}

Result<void> Builder::apply_set(Opt what, const Given& given) {
  switch (what) {
    case Opt::trace: return store(parse_syscall_set(given.argument), r_.trace.trace);
    case Opt::signal: return store(parse_signal_set(given.argument), r_.trace.signals);
    case Opt::status: return store(parse_word_set("status", given.argument, status_words), r_.statuses);
    case Opt::trace_path: r_.paths.push_back(given.argument); return {};
    case Opt::successful_only: r_.statuses = 1; return {};
    case Opt::failed_only: r_.statuses = 2; return {};
    case Opt::seccomp_bpf: r_.trace.seccomp_filter_demanded = true; return {};
    default: return {};
  }
}

Result<void> Builder::quiet(const Given& given) {
  constexpr std::uint32_t attach_and_personality = 1 | 8;
  std::uint32_t bits = attach_and_personality;
  if (given.has_argument) {
    const auto set = parse_word_set("message", given.argument, quiet_words);
    if (!set) return std::unexpected(set.error());
    bits = *set;
  } else {
    ++quiet_;
    if (quiet_ == 2) bits |= 2;
    if (quiet_ > 2) bits = ~0u;
  }
  r_.sink.quiet = {.attach = (bits & 1) != 0,
                   .exit = (bits & 2) != 0,
                   .path_resolution = (bits & 4) != 0,
                   .personality = (bits & 8) != 0,
                   .thread_execve = (bits & 16) != 0};
  return {};
}

void Builder::show_pids(std::uint32_t bits) {
  r_.trace.pid_comms = r_.trace.task_commands = r_.sink.text.commands = (bits & 1) != 0;
  r_.trace.outer_pids = (bits & 2) != 0;
}

void Builder::show_fds(std::uint32_t bits) {
  r_.trace.fds = {.path = (bits & 1) != 0,
                  .socket = (bits & 2) != 0,
                  .dev = (bits & 4) != 0,
                  .pidfd = (bits & 8) != 0,
                  .eventfd = (bits & 16) != 0,
                  .signalfd = (bits & 32) != 0};
  r_.trace.directory_of_fdcwd = r_.trace.fds.path && !r_.trace.resolve_paths;
}

Result<void> Builder::apply_look(Opt what, const Given& given) {
  output::TextOptions& text = r_.sink.text;
  switch (what) {
    case Opt::columns: return store(whole_number<std::uint16_t>(given, given.argument, 0), text.column);
    case Opt::abbrev: return store(parse_syscall_set(given.argument), r_.trace.abbreviate);
    case Opt::verbose: return store(parse_syscall_set(given.argument), r_.trace.dereference);
    case Opt::raw: return store(parse_syscall_set(given.argument), r_.trace.raw);
    case Opt::read: return store(parse_number_set(given.argument), text.dump_reads);
    case Opt::write: return store(parse_number_set(given.argument), text.dump_writes);
    case Opt::quiet: return quiet(given);
    case Opt::instruction_pointer: text.instruction_pointer = true; return {};
    case Opt::syscall_number: text.syscall_number = true; return {};
    case Opt::arg_names: text.arg_names = true; return {};
    case Opt::output: output_ = given.argument; return {};
    case Opt::append: r_.sink.destination.append = true; return {};
    case Opt::separate: r_.sink.destination.separate = true; return {};
    case Opt::string_limit: return store(whole_number<std::uint32_t>(given, given.argument, 0), r_.trace.string_limit);
    case Opt::no_abbrev: r_.trace.abbreviate = {}; return {};
    case Opt::strings_in_hex:
      if (given.has_argument) return store(choose(given, given.argument, quote_words), text.values.quotes);
      if (given.spelling == "-x") ++hex_;
      text.values.quotes = hex_ == 1 && given.spelling == "-x" ? QuoteStyle::hex_non_ascii : QuoteStyle::hex;
      return {};
    case Opt::constants: return store(choose(given, given.argument, constant_words), text.values.constants);
    case Opt::decode_fds: {
      if (!given.has_argument) {
        show_fds(++fds_ == 1 ? 1u : ~0u);
        return {};
      }
      const auto bits = parse_word_set("kind of descriptor", given.argument, fd_words);
      if (!bits) return std::unexpected(bits.error());
      show_fds(*bits);
      return {};
    }
    case Opt::decode_pids: {
      const std::uint32_t alone = given.option->argument == Argument::none ? 2 : 1;  // --pidns-translation, or -Y
      const auto bits = given.has_argument ? parse_word_set("detail of processes", given.argument, pid_words) : alone;
      if (!bits) return std::unexpected(bits.error());
      show_pids(*bits);
      return {};
    }
    case Opt::always_show_pid: text.always_show_pid = true; return {};
    case Opt::relative_paths:
      r_.trace.resolve_paths = false;
      text.values.absolute_paths = false;
      return {};
    case Opt::colour:
      if (!given.has_argument) colour_ = Colour::always;
      return given.has_argument ? store(choose(given, given.argument, colour_words), colour_) : Result<void>{};
    case Opt::format: r_.format = given.argument; return {};
    case Opt::json: r_.format = "json"; return {};
    case Opt::debug: r_.trace.debug = true; return {};
    case Opt::tips: return store(parse_tip_choice(given.spelling, given.argument), r_.trace.tip);
    case Opt::help: r_.help = true; return {};
    case Opt::version: r_.version = true; return {};
    default: return apply_times(what, given);
  }
}

Result<void> Builder::timestamps(const Given& given) {
  output::TextOptions& text = r_.sink.text;
  if (!given.has_argument) {
    if (given.spelling != "-t" || ++times_ == 1) {
      text.clock = ClockStyle::time;
      text.clock_precision = Precision::s;
    } else {
      text.clock = times_ == 2 ? ClockStyle::time : ClockStyle::epoch;
      text.clock_precision = Precision::us;
    }
    return {};
  }
  text.clock = ClockStyle::time;
  text.clock_precision = Precision::s;
  std::string_view list = given.argument;
  while (!list.empty()) {
    std::string_view word = list.substr(0, list.find(','));
    list.remove_prefix(std::min(word.size() + 1, list.size()));
    const bool format_named = word.starts_with("format:");
    const bool precision_named = word.starts_with("precision:");
    if (format_named || precision_named) word.remove_prefix(word.find(':') + 1);
    const auto precision = choose(given, word, precision_words);
    if (precision && !format_named) {
      text.clock_precision = *precision;
      continue;
    }
    if (precision_named) return std::unexpected(precision.error());
    const auto clock = choose(given, word, clock_words);
    if (!clock) return std::unexpected(clock.error());
    text.clock = *clock;
  }
  return {};
}

Result<void> Builder::apply_times(Opt what, const Given& given) {
  output::TextOptions& text = r_.sink.text;
  if (what == Opt::timestamps) return timestamps(given);
  auto& target = what == Opt::since_last ? text.since_last : text.call_time;
  if (given.has_argument) return store(choose(given, given.argument, precision_words), target);
  target = Precision::us;
  return {};
}

Result<void> Builder::apply_totals(Opt what, const Given& given) {
  output::SummaryOptions& totals = r_.sink.totals;
  switch (what) {
    case Opt::summary_only:
      r_.sink.summary = true;
      r_.sink.lines = false;
      return {};
    case Opt::summary: r_.sink.summary = true; return {};
    case Opt::overhead: return store(parse_duration(given.spelling, given.argument), totals.overhead_ns);
    case Opt::sort_by: return store(parse_summary_order(given.argument), totals.order);
    case Opt::summary_columns: return store(parse_summary_columns(given.argument), totals.columns);
    case Opt::wall_clock: totals.wall_clock = true; return {};
    case Opt::summary_by: return store(choose(given, given.argument, by_words), totals.by_process);
    default: return {};
  }
}

// "FILE", "|COMMAND" or "!COMMAND".
void Builder::destination() {
  output::Destination& to = r_.sink.destination;
  if (output_.empty()) return;
  if (output_[0] == '|' || output_[0] == '!')
    to.command = output_.substr(1);
  else
    to.path = output_;
}

Result<void> Builder::check() const {
  const output::Destination& to = r_.sink.destination;
  const std::string help =
      "`" + r_.sink.program + (defaults_ == Defaults::trace ? " trace" : "") + " --help` lists the options";
  if (r_.trace.program.empty() && r_.trace.attach.empty()) return bad("nothing to trace: no program, no -p PID", help);
  if (r_.trace.program.empty() && r_.trace.daemonize != 0) return bad("-D needs a program to run", help);
  if (r_.trace.program.empty() && r_.trace.user) return bad("-u needs a program to run", help);
  if (r_.trace.program.empty() && r_.trace.argv0) return bad("--argv0 needs a program to run", help);
  if (to.separate && r_.sink.summary) return bad("-c and -C count for all tasks: they cannot go with one file a task");
  if (to.separate && !to.command.empty()) return bad("one file a task cannot go into a command");
  if (to.append && to.standard_error()) return bad("-A needs -o FILE");
  if (r_.sink.totals.wall_clock && !r_.sink.summary) return bad("-w needs -c or -C");
  if (output::find_format(r_.format) == nullptr) {
    Nearest search(r_.format);
    for (const output::Format& format : output::formats()) search.consider(format.name);
    return bad("no format '" + r_.format + "'",
               search.best().empty() ? std::string{} : "did you mean '" + std::string(search.best()) + "'?");
  }
  return {};
}

bool colour_wanted(Colour colour, Defaults defaults, const output::Destination& to) {
  if (colour != Colour::automatic) return colour == Colour::always;
  const char* no_colour = std::getenv("NO_COLOR");  // https://no-color.org: any value but the empty one
  const char* terminal = std::getenv("TERM");
  return defaults == Defaults::trace && to.standard_error() && ::isatty(STDERR_FILENO) != 0 &&
         (no_colour == nullptr || *no_colour == '\0') && terminal != nullptr && std::string_view(terminal) != "dumb";
}

// Whether someone may be watching: anything but a plain file.
bool is_watched(const output::Destination& to) {
  if (!to.path.empty()) {
    struct stat info{};
    return ::stat(to.path.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
  }
  return true;
}

Result<void> Builder::finish(std::vector<std::string> program) {
  r_.trace.program = std::move(program);
  destination();
  if (follow_ > 0) r_.trace.follow = true;
  output::Destination& to = r_.sink.destination;
  if (follow_ > 1) to.separate = true;
  if (to.standard_error()) to.separate = false;  // there is one standard error
  if (r_.help || r_.version) return {};
  if (auto fine = check(); !fine) return fine;

  const bool launched_to_file = !to.standard_error() && !r_.trace.program.empty();
  if (launched_to_file && quiet_ == 0) r_.sink.quiet.attach = r_.sink.quiet.personality = true;
  if (r_.trace.interruptible == 0 && defaults_ == Defaults::strace) {
    if (r_.trace.daemonize != 0)
      r_.trace.interruptible = 4;
    else
      r_.trace.interruptible = launched_to_file ? 3 : 2;
  }
  r_.trace.cpu_times = r_.sink.summary && !r_.sink.totals.wall_clock;
  // strace writes what became of a program that it could not start; with -D the caller waits for no one who could say
  // that the output cannot be opened.
  r_.trace.open_late = defaults_ == Defaults::trace && !r_.trace.program.empty() && r_.trace.daemonize == 0;
  if (r_.sink.totals.by_process) r_.trace.task_commands = true;
  if (r_.sink.totals.by_process && !r_.sink.summary) return bad("--summary-by needs -c or -C");
  r_.sink.attached = r_.trace.program.empty();
  r_.sink.text.many_tasks = r_.trace.follow || r_.trace.attach.size() + (r_.trace.program.empty() ? 0 : 1) > 1;
  r_.sink.text.colour = colour_wanted(colour_, defaults_, to);
  r_.trace.flush_each_stop = is_watched(to);

  // Dumps need all bytes, and the path filter needs descriptors' paths, whether or not they are shown.
  r_.sink.text.string_limit = r_.trace.string_limit;
  r_.trace.dump_reads = r_.sink.text.dump_reads;
  r_.trace.dump_writes = r_.sink.text.dump_writes;
  r_.sink.text.values.targets = r_.trace.fds.any();
  if (!r_.paths.empty()) {
    r_.trace.fds.path = true;
    r_.trace.resolve_paths = true;
  }
  // Records stand alone: each carries its task's command name, and where its paths lead.
  if (r_.format == "json") r_.trace.task_commands = r_.trace.resolve_paths = true;
  if (r_.sink.totals.columns.empty()) r_.sink.totals.columns = default_summary_columns(defaults_ == Defaults::trace);
  return {};
}

}  // namespace

Result<TraceRequest> make_request(const CommandLine& line, Defaults defaults, std::string name) {
  TraceRequest request;
  request.sink.program = std::move(name);
  request.trace.trace.fill();
  request.trace.signals.set();
  request.trace.abbreviate.fill();
  request.trace.dereference.fill();
  request.trace.follow = request.trace.hand_over = defaults == Defaults::trace;
  if (defaults == Defaults::trace) {
    request.trace.fds.path = request.trace.fds.socket = true;
    request.trace.resolve_paths = true;
    request.sink.text.values.absolute_paths = true;
  }
  Builder builder(request, defaults);
  for (const Given& given : line.options)
    if (auto applied = builder.apply(given); !applied) return std::unexpected(applied.error());
  if (auto finished = builder.finish(line.rest); !finished) return std::unexpected(finished.error());
  return request;
}

namespace {

// The paths that the filter compares with: as given, and where they lead.
std::vector<std::string> filter_paths(const TraceRequest& request) {
  std::vector<std::string> paths;
  for (const std::string& path : request.paths) {
    paths.push_back(path);
    char* resolved = ::realpath(path.c_str(), nullptr);
    if (resolved == nullptr) continue;
    if (path != resolved) {
      if (!request.sink.quiet.path_resolution)
        output::write_message(request.sink.program + ": Requested path \"" + path + "\" resolved into \"" + resolved +
                              "\"\n");
      paths.emplace_back(resolved);
    }
    std::free(resolved);
  }
  return paths;
}

}  // namespace

Result<std::unique_ptr<output::Sink>> make_sink(const TraceRequest& request) {
  auto made = output::find_format(request.format)->make(request.sink);
  if (!made) return std::unexpected(made.error());
  std::unique_ptr<output::Sink> sink = std::move(*made);
  if (!request.statuses.all()) sink = std::make_unique<output::StatusFilter>(request.statuses, std::move(sink));
  if (!request.paths.empty()) sink = std::make_unique<output::PathFilter>(filter_paths(request), std::move(sink));
  return sink;
}

}  // namespace spoor::cli
