#include "spoor/output/stream.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace spoor::output {
namespace {

// Writes everything; returns 0 or errno.
int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) {
      pollfd full{.fd = fd, .events = POLLOUT, .revents = 0};
      ::poll(&full, 1, -1);
      continue;
    }
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

// Starts `sh -c command` with standard input from `input`. The child gets the default SIGPIPE and an empty mask
// whatever ours are.
Result<pid_t> spawn_shell(const std::string& command, int input) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t set;
  sigemptyset(&set);
  posix_spawnattr_setsigmask(&attributes, &set);
  sigaddset(&set, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &set);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::string shell = "sh";
  std::string option = "-c";
  std::string line = command;
  char* argv[] = {shell.data(), option.data(), line.data(), nullptr};
  pid_t pid = 0;
  const int error = posix_spawn(&pid, "/bin/sh", &files, &attributes, argv, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (error != 0) return fail(error, "start", 0, command);
  return pid;
}

}  // namespace

Stream Stream::standard_error() {
  Stream stream;
  stream.fd_ = STDERR_FILENO;
  stream.standard_error_ = true;
  return stream;
}

Stream Stream::failing(int error) {
  Stream stream;
  stream.failed_ = error;
  return stream;
}

Result<Stream> Stream::create(const std::string& path, bool append) {
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | (append ? O_APPEND : O_TRUNC);
  Stream stream;
  stream.owned_ = Fd(::open(path.c_str(), flags, 0666));
  if (!stream.owned_) return errno_error("open", 0, path);
  stream.fd_ = stream.owned_.get();
  return stream;
}

Result<Stream> Stream::create_shut(const std::string& path, bool append) {
  auto stream = create(path, append);
  if (!stream) return stream;
  stream->owned_.reset();
  stream->fd_ = -1;
  stream->shut_ = path;
  return stream;
}

Result<Stream> Stream::pipe_to(const std::string& command) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return errno_error("pipe");
  Fd input(ends[0]);
  Stream stream;
  stream.owned_ = Fd(ends[1]);
  stream.fd_ = ends[1];
  const auto reader = spawn_shell(command, input.get());
  if (!reader) return std::unexpected(reader.error());
  stream.reader_ = *reader;
  return stream;
}

Stream::Stream(Stream&& other) noexcept
    : buffer_(std::move(other.buffer_)),
      owned_(std::move(other.owned_)),
      shut_(std::exchange(other.shut_, {})),
      fd_(std::exchange(other.fd_, -1)),
      reader_(std::exchange(other.reader_, 0)),
      failed_(other.failed_),
      standard_error_(other.standard_error_) {}

Stream::~Stream() { close(); }

void Stream::write_to_shut() {
  const Fd file(::open(shut_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666));
  failed_ = file ? write_all(file.get(), {buffer_.data(), buffer_.size()}) : errno;
}

void Stream::flush() {
  if (!shut_.empty() && failed_ == 0 && buffer_.size() != 0) write_to_shut();
  if (fd_ >= 0 && failed_ == 0) failed_ = write_all(fd_, {buffer_.data(), buffer_.size()});
  buffer_.clear();
}

void Stream::close() {
  if (fd_ < 0 && shut_.empty()) return;
  flush();
  owned_.reset();
  fd_ = -1;
  shut_.clear();
  // ECHILD: someone else has waited for it already.
  while (reader_ != 0 && ::waitpid(reader_, nullptr, 0) < 0 && errno == EINTR) {
  }
  reader_ = 0;
}

Result<Stream> open_stream(const Destination& to) {
  if (!to.command.empty()) return Stream::pipe_to(to.command);
  if (!to.path.empty()) return Stream::create(to.path, to.append);
  return Stream::standard_error();
}

void write_message(std::string_view text) { write_all(STDERR_FILENO, text); }

}  // namespace spoor::output
