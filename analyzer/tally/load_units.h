#pragma once

#include <array>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "mechanisms/addresses.h"
#include "mechanisms/catalogue.h"
#include "process/model.h"
#include "store/store.h"
#include "tally/unit_table.h"

namespace rastro {

/// What an analysis sees of the logs.
struct LoadSettings {
  Day from = 0;        ///< first order day
  Day as_of = 0;       ///< last order day
  Day seen_until = 0;  ///< of what happened after this day, nothing is seen; as_of or later
  /// First order day of which it is asked how units failed.
  Day clues_from = std::numeric_limits<Day>::min();
};

/// A report of a failed unit, and what it tells of how it failed.
struct ReportedClue {
  std::uint32_t unit = 0;
  Seconds reported_at = 0;
  bool inferred = false;  ///< the failure kind was read from the note
  std::string received_sku, correct_address;
};

/// A product that came instead of the one ordered. SKUs as they stand in the logs.
struct ItemClue {
  std::uint32_t unit = 0;
  std::string ordered, received;
};

/// The address that a failed unit was sent to, against the right one.
struct AddressClue {
  std::uint32_t unit = 0;
  std::string used, correct;
  AddressContext context;
};

/// What failed units show of how they failed, beside their factors and milestones.
struct Clues {
  /// By failure kind, ascending by unit.
  std::vector<std::vector<ItemClue>> items;
  std::vector<std::vector<AddressClue>> addresses;
  Catalogue catalogue{{}};  ///< empty where no item is confused
};

/// Things in the data that keep a figure from being complete.
struct LoadNotes {
  std::map<std::string, std::int64_t> unknown_failures;  ///< incidents.failure that the model lacks
  std::int64_t reports_without_kind = 0;                 ///< neither stated nor told by the note
  std::int64_t reports_without_line = 0;  ///< reports on an order of several lines that name none
  std::int64_t reports_without_unit = 0;  ///< reports for which the order has no such unit
  std::int64_t unjudged = 0;  ///< overdue units left out because the row that tells was rejected
  std::vector<std::string> unmeasurable;  ///< failure kinds for which a table or column is missing
};

struct Units {
  /// By UnitKind.
  std::array<UnitTable, 4> tables;
  LoadNotes notes;
  /// By failure kind: of each failed unit the first report that tells it, ascending by unit.
  std::vector<std::vector<ReportedClue>> reported_clues;
  Clues clues;

  const UnitTable& of(UnitKind kind) const { return tables[static_cast<std::size_t>(kind)]; }
};

/// Reads the log rows and makes the four unit tables of them: who was exposed, who failed, and
/// under which factors. Factors of another level are carried over: an order has the value that all
/// its lines share, a line the value of its order's first delivery. Throws Error from the store.
Units load_units(Store& store, const ProcessModel& model, const LoadSettings& settings);

}  // namespace rastro
