// Where a sink's bytes go: a descriptor behind one buffer.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "spoor/base/error.h"
#include "spoor/base/fd.h"
#include "spoor/base/quote.h"
#include "spoor/output/options.h"

namespace spoor::output {

// Text is appended to buffer(); nothing is written before flush(), or settle() with much in the buffer. An error of
// write(2) is kept in failed(), and all that follows is dropped: the traced program must not suffer from a full disk.
class Stream {
 public:
  static Stream standard_error();                                      // does not close it
  static Stream failing(int error);                                    // drops everything; failed() from the start
  static Result<Stream> create(const std::string& path, bool append);  // truncates unless `append`
  // A file that is open only while it is written to, so that there can be any number of them.
  static Result<Stream> create_shut(const std::string& path, bool append);
  static Result<Stream> pipe_to(const std::string& command);  // sh -c COMMAND, reading our output

  Stream(Stream&& other) noexcept;
  Stream& operator=(Stream&&) = delete;
  ~Stream();

  Buffer& buffer() { return buffer_; }
  bool is_standard_error() const { return standard_error_; }

  // To be called at the end of each line: writes once there is enough for one write(2) to be worth it.
  void settle() {
    if (buffer_.size() >= batch) flush();
  }
  void flush();
  // Flushes and closes; where a command reads the output, waits for its end.
  void close();
  // errno of the first failed write, 0 while all is well.
  int failed() const { return failed_; }

 private:
  static constexpr std::size_t batch = 64 * 1024;

  Stream() = default;

  void write_to_shut();

  Buffer buffer_;
  Fd owned_;
  std::string shut_;  // the path of a file that is to be opened for each write
  int fd_ = -1;
  pid_t reader_ = 0;
  int failed_ = 0;
  bool standard_error_ = false;
};

// What a format writes to that has one stream for all tasks: a file, a command, or standard error.
Result<Stream> open_stream(const Destination& to);

// Writes all of `text` to standard error, past any buffer; for messages that are not part of the output.
void write_message(std::string_view text);

}  // namespace spoor::output
