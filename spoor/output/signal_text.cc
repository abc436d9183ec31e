#include "spoor/output/signal_text.h"

#include <sys/wait.h>

#include "spoor/abi/names.h"
#include "spoor/abi/siginfo.h"

namespace spoor::output {

void append_signal(Buffer& out, const abi::SignalEvent& event, const ValueStyle& style) {
  append(out, "--- ");
  append(out, abi::signal_name(event.signal));
  if (!event.info.empty()) {
    Arena arena;
    abi::Facts facts;
    append(out, " ");
    append_value(out, *abi::siginfo_value(arena, facts, event.info), style);
  }
  append(out, " ---");
}

void append_end(Buffer& out, int status) {
  if (WIFSIGNALED(status)) {
    append(out, "+++ killed by ");
    append(out, abi::signal_name(WTERMSIG(status)));
    append(out, WCOREDUMP(status) ? " (core dumped) +++" : " +++");
    return;
  }
  append(out, "+++ exited with ");
  append(out, fmt::format_int(WEXITSTATUS(status)).c_str());
  append(out, " +++");
}

}  // namespace spoor::output
