#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "recovery/care_log.h"

namespace rastro {

/// What became of one order that failed or was reported.
struct Trouble {
  std::optional<Seconds> first_report{}, first_customer_report{}, contacted_at{}, solved_at{};
  bool failed = false;  ///< a unit failed, not merely reported
};

/// By order.
using Troubles = std::map<std::string, Trouble, std::less<>>;

Troubles find_troubles(const CareLog& log, const std::vector<KnownFailure>& failures);

}  // namespace rastro
