#pragma once

#include "eventlog/object_log.h"
#include "process/model.h"
#include "store/store.h"

namespace rastro {

/// All that was loaded, as an object-centric event log (OCEL 2.0), for process-mining tools to go
/// on from. It is held in memory as a whole.
///
/// Objects: customers, products, orders, order_lines, deliveries, installations, incidents and
/// process steps, of which each has its other columns as attributes. An object's id is its table
/// and key, `orders:A1` or `order_lines:A1/2`: keys of different tables may be the same. What a row
/// refers to and was never loaded is there with its id alone.
///
/// Events: a row's times, each under a name of its own (`place order`, `pick`, `deliver` …), the
/// steps of recovery by their action, answered surveys, revised descriptions and process changes.
/// Plans (promised_at, scheduled_at) are attributes. Times bear their offset from UTC where the
/// model names a time zone. Throws Error where the machine does not know that zone.
ObjectLog log_of_store(Store& store, const ProcessModel& model);

}  // namespace rastro
