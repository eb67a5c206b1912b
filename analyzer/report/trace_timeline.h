#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recovery/care_log.h"
#include "report/wording.h"
#include "store/store.h"

namespace rastro {

/// What the timeline of one order is made of.
struct TraceQuestion {
  std::string_view order_id;
  Seconds last_seen = 0;
  bool redact = false;
};

struct TraceEvent {
  Seconds at = 0;
  std::string text;
};

/// Everything that is recorded of the order up to the last moment seen, by time; events of one time
/// in the order of the process. Throws Error from the store.
std::vector<TraceEvent> read_timeline(Store& store, const TraceQuestion& question,
                                      const Wording& wording);

/// The order's incidents with what was done about them, by time.
std::vector<CareIncident> read_order_incidents(Store& store, const TraceQuestion& question);

}  // namespace rastro
