#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "notes/told_kind.h"
#include "recovery/care_log.h"
#include "report/assemble.h"
#include "report/wording.h"
#include "store/store.h"

namespace rastro {

/// What the events of an order are read from.
struct EventSource {
  Store& store;
  Seconds last_seen = 0;  ///< nothing later is told
  bool redact = false;    ///< without addresses, notes, comments and names
  /// What each report tells of, by incident.
  std::map<std::string, std::vector<ToldKind>> told{};
};

/// Of a review with these settings.
EventSource event_source(Store& store, const ReviewSettings& settings, const CareLog& care);

struct OrderEvent {
  Seconds at = 0;
  std::string text;
};

/// What happened to orders, by order.
using OrderStories = std::map<std::string, std::vector<OrderEvent>, std::less<>>;

/// Everything that is recorded of the orders, by time; events of one time in the order of the
/// process. An order of which nothing is recorded is left out. Throws Error from the store.
OrderStories order_events(const EventSource& source, const std::vector<std::string>& order_ids,
                          const Wording& wording);

/// What the log's reports tell of, by incident; redacted: without the words of notes.
std::map<std::string, std::vector<ToldKind>> told_kinds(const CareLog& log, bool redact);

/// Of what people wrote, so many bytes are shown.
inline constexpr std::size_t longest_note = 2000;

/// "2026-09-04 09:00"
std::string shown_time(Seconds time);

}  // namespace rastro
