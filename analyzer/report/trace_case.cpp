#include "report/trace_case.h"

#include <fmt/format.h>

#include "base/error.h"
#include "report/trace_ids.h"

namespace rastro {

namespace {

CareLog read_log(const TraceSource& source, Day ordered_on) {
  CareLog log = read_care_log(source.store, source.model, {ordered_on, source.settings.seen_until});
  for (CareIncident& incident : log.incidents) {
    for (ToldKind& told : incident.told) {
      if (source.settings.redact) told.words.clear();
    }
  }
  return log;
}

}  // namespace

std::vector<const CareIncident*> OrderCase::incidents() const {
  std::vector<const CareIncident*> own;
  for (const CareIncident& incident : log.incidents) {
    if (incident.order_id == order_id) own.push_back(&incident);
  }
  return own;
}

OrderCase find_order_case(const TraceSource& source, std::string_view order_id) {
  const Seconds last_seen = end_of(source.settings.seen_until);
  RowReader row =
      source.store.read_where("orders", {"customer_id", "ordered_at"}, "order_id", order_id);
  if (!row.next()) {
    throw Error(fmt::format("there is no order '{}'", order_id), {},
                nearest_ids(source.store, "orders", "order_id", order_id)
                    .help("check the order's number as it stands in the logs"));
  }
  const Seconds ordered_at = row.integer(1);
  const Day ordered_on = day_of(ordered_at);
  if (ordered_at > last_seen) {
    throw Error(fmt::format("order '{}' was placed on {}, after the last day seen ({})", order_id,
                            format_day(ordered_on), format_day(source.settings.seen_until)),
                {}, "give a later day with --as-of");
  }
  OrderUnits units(source, order_id, ordered_on);
  std::vector<UnitStory> stories = late_stories(source, units);
  return {source,    std::string(order_id), std::string(row.text(0)), ordered_at,
          last_seen, std::move(units),      std::move(stories),       read_log(source, ordered_on)};
}

}  // namespace rastro
