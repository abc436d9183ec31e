// Hex dumps of the data of reads and writes (strace's -e read= and -e write=).
#pragma once

#include "spoor/abi/event.h"
#include "spoor/base/quote.h"
#include "spoor/output/number_set.h"

namespace spoor::output {

// Appends the dump of what a successful call read from, or wrote to, a descriptor in the set; nothing otherwise.
void append_dump(Buffer& out, const abi::Event& event, const NumberSet& reads, const NumberSet& writes);

}  // namespace spoor::output
