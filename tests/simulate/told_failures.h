#pragma once

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "simulate/simulated.h"

namespace rastro {

inline std::vector<std::string> usual_and(std::vector<std::string> more) {
  more.insert(more.end(), plantable_causes().begin(), plantable_causes().end());
  return more;
}

inline bool fired_by(const std::string& fired, const std::string& id) {
  std::istringstream ids(fired);
  for (std::string one; std::getline(ids, one, ';');) {
    if (one == id) return true;
  }
  return false;
}

/// Failures that the truth lays to a cause alone, as rows of the truth's failures.
inline std::vector<std::size_t> failures_of(const SimulatedTable& failures, const std::string& id) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < failures.rows.size(); ++row) {
    if (failures.at(row, "fired") == id) rows.push_back(row);
  }
  return rows;
}

/// What came instead of what, by "order line".
inline std::map<std::string, std::string> received_items(const Simulated& simulated) {
  const SimulatedTable incidents = simulated.table("incidents");
  std::map<std::string, std::string> received;
  for (std::size_t row = 0; row < incidents.rows.size(); ++row) {
    if (incidents.at(row, "received_sku").empty()) continue;
    received[incidents.at(row, "order_id") + ' ' + incidents.at(row, "line")] =
        incidents.at(row, "received_sku");
  }
  return received;
}

/// The product ordered, by "order line".
inline std::map<std::string, std::string> ordered_items(const Simulated& simulated) {
  const SimulatedTable lines = simulated.table("order_lines");
  std::map<std::string, std::string> ordered;
  for (std::size_t row = 0; row < lines.rows.size(); ++row) {
    ordered[lines.at(row, "order_id") + ' ' + lines.at(row, "line")] = lines.at(row, "sku");
  }
  return ordered;
}

}  // namespace rastro
