#include "recovery/troubles.h"

namespace rastro {

namespace {

void keep_first(std::optional<Seconds>& first, std::optional<Seconds> time) {
  if (time && (!first || *time < *first)) first = time;
}

}  // namespace

Troubles find_troubles(const CareLog& log, const std::vector<KnownFailure>& failures) {
  Troubles troubles;
  for (const KnownFailure& failure : failures) troubles[failure.order_id].failed = true;
  for (const CareIncident& incident : log.incidents) {
    Trouble& trouble = troubles[incident.order_id];
    keep_first(trouble.first_report, incident.reported_at);
    if (incident.is_from_customer()) {
      keep_first(trouble.first_customer_report, incident.reported_at);
    }
    keep_first(trouble.contacted_at, incident.contacted_at());
    keep_first(trouble.solved_at, incident.solved_at());
  }
  return troubles;
}

}  // namespace rastro
