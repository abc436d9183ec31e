// What decoding may ask about the caller beyond the bytes its arguments point to.
#pragma once

#include <string_view>

namespace spoor::abi {

// Views handed out stay valid until the next call on the same object: decoding copies what it keeps.
class Facts {
 public:
  struct Descriptor {
    std::string_view target;  // "/etc/passwd", "TCP:[127.0.0.1:80]", "pipe:[123]"; empty: not known, or not asked for
    std::string_view detail;  // "char 1:3"
  };

  virtual ~Facts() = default;
  virtual Descriptor descriptor(int) { return {}; }
  virtual std::string_view directory() { return {}; }         // the caller's working directory, absolute
  virtual bool shows_directory() { return false; }            // AT_FDCWD is to be printed with it
  virtual std::string_view interrupted_call() { return {}; }  // name of the call that restart_syscall(2) resumes
  virtual std::string_view command(int) { return {}; }        // command name of a pid in the caller's pid namespace
  virtual int outer_pid(int) { return 0; }  // what the tracer's pid namespace calls that pid; 0: the same
  virtual std::string_view interface(unsigned) { return {}; }  // name of the network interface of this index
  // The protocol of a netlink socket (NETLINK_ROUTE = 0 …); -1: the descriptor is none, or that is not known.
  virtual int netlink_protocol(int) { return -1; }
};

}  // namespace spoor::abi
