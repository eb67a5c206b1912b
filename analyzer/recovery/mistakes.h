#pragma once

#include <string>
#include <vector>

#include "process/model.h"
#include "recovery/care_log.h"

namespace rastro {

/// A report whose kind was read from its note.
struct InferredReport {
  std::string incident;
  std::string words;  ///< those that decided
};

/// One thing done wrong, as the customer met it: one kind of failure in one parcel, however many
/// lines of it failed and however often it was reported.
struct Mistake {
  std::size_t kind = 0;        ///< of the model
  std::size_t first_kind = 0;  ///< the kind that it repeats, or `kind` itself
  std::string customer_id;     ///< empty where the order names none
  std::string order_id;
  std::size_t parcel = 0;                ///< of the order: 0 the first, 1 the first replacement …
  Seconds at = 0;                        ///< when it became known
  std::vector<std::string> incidents{};  ///< by time
  std::vector<InferredReport> inferred{};  ///< its reports, where none of them states the kind
};

/// The mistakes of the log, by time, order and kind.
///
/// A report belongs to the parcel that arrived last before it: after a replacement it is a mistake
/// of its own, of the kind that means "again" where the model has one. A failure found in the data
/// only counts on the day of its order; each delivery and each installation of an order is a
/// mistake of its own then. Reports of kinds that the model lacks are left out. `failures`: those
/// of the log's days.
std::vector<Mistake> find_mistakes(const CareLog& log, const std::vector<KnownFailure>& failures,
                                   const ProcessModel& model);

}  // namespace rastro
