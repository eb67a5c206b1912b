#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace rastro {

/// What the made-up retailer should look like. It sells office supplies and appliances; nobody and
/// nothing in it exists.
struct SimulationSettings {
  std::uint64_t seed = 1;
  int months = 1;                ///< 1 to 120, of 30 days; the last one ends on `until`
  int orders_per_month = 18000;  ///< fewer than about 3000 leave little room for causes to show
  Day until = 0;                 ///< last day on which an order is placed
  double rate_factor = 1;        ///< everyday failures against the usual: 0.1 to 5 times
  /// What to plant, of plantable(); nothing: a silent month. Where a kind of cause is named, six to
  /// eight causes are made in all, of the numbers of factors asked for (one, where none is).
  std::vector<std::string> plant{};

  bool plants(std::string_view name) const;
  bool plants_causes() const;
};

/// One thing that can be planted, and what it is in a few words.
struct Plantable {
  std::string name;
  std::string meaning;
  bool is_cause = false;  ///< naming it makes causes; else it goes into a silent month too
  bool usual = false;     ///< planted unless something else is asked for
};
const std::vector<Plantable>& plantable();

/// The names of those that are usual.
const std::vector<std::string>& usual_plants();
/// Causes of one to three factors, some of them dated, and stand-ins; nothing on how they come
/// about.
const std::vector<std::string>& plantable_causes();
/// The names of all.
const std::vector<std::string>& plantable_names();

/// Writes the eleven tables as CSV into `folder` and the truth into `folder`/truth:
///   causes    what was planted, with the failures expected and those that it caused; "course":
///             steady, step, ended or drift (then "added_risk" is that of the last day);
///             "mechanism": how its failures come about, empty where that is left open
///   daily     the same by day on which the orders were placed; "seen": shown by the logs
///   failures  every failed unit, also those not yet seen, and what made it fail; "upstream": the
///             failure kind that brought it about
///   standins  innocent values that accompany a cause, and how ("relation": handed_over, within or
///             around it)
///   rates     everyday risk of each failure kind
///   swings    how it goes up and down with the weekday and the season
///   protective, episodes, chains   what was planted of these, and what it did
///   decoys    what tempts to name a mechanism ("mechanism"; empty: any) that is not the cause's;
///             random_confusion: the cause has none
///   repeats   the customer who got the same wrong product three times
///   notes     the failure kind that an incident tells of in its note only
/// Same settings, same bytes. Throws Error for settings out of range and where a file cannot be
/// written.
void simulate(const SimulationSettings& settings, const std::string& folder);

}  // namespace rastro
