#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recovery/care_log.h"
#include "report/order_events.h"
#include "report/trace_units.h"

namespace rastro {

/// All that the sections of one order's trace are told from.
struct OrderCase {
  const TraceSource& source;
  std::string order_id;
  std::string customer_id;  ///< empty where the order names none
  Seconds ordered_at = 0;
  Seconds last_seen = 0;
  OrderUnits units;
  std::vector<UnitStory> stories;
  CareLog log;  ///< from care_reach() days before the order on; redacted: without words of notes

  /// The order's reports, by time.
  std::vector<const CareIncident*> incidents() const;
};

/// Throws Error where there is no such order, or it was placed after the last day seen.
OrderCase find_order_case(const TraceSource& source, std::string_view order_id);

}  // namespace rastro
