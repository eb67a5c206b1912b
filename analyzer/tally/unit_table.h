#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "process/model.h"
#include "tally/condition.h"

namespace rastro {

/// The values of one factor for every unit, as codes into a dictionary.
struct FactorColumn {
  std::vector<Code> codes;              ///< one a unit; empty where the data do not have the factor
  std::vector<std::string> dictionary;  ///< dictionary[0] is the missing value

  bool available() const { return !codes.empty(); }
};

inline constexpr std::uint32_t no_unit = 0xFFFFFFFF;

/// Which units met an earlier failure that can bring about this one (the model's `caused_by`).
struct EarlierFailure {
  std::size_t kind = 0;             ///< the earlier failure kind
  std::uint16_t factor = 0;         ///< index in UnitTable::factors: its one value means "met"
  std::vector<std::uint32_t> unit;  ///< the first unit of that kind that failed, or no_unit
};

/// How the units fared in one failure kind.
struct FailureColumn {
  std::vector<std::uint8_t> exposed;     ///< 1: could have failed by now; one a unit
  std::vector<std::uint8_t> failed;      ///< 1: failed; only exposed units fail
  std::vector<std::uint16_t> incidents;  ///< reports of this failure
  std::vector<std::uint16_t> inferred;   ///< those of them whose kind was read from a note
  std::vector<std::uint8_t> open;        ///< 1: not due yet and not done; may be empty
  /// The day by which bursts are told, not before the order's; empty: the order's.
  std::vector<Day> dated;
  /// The last of these days that is seen whole. Of what was dispatched later, much is not due yet,
  /// and what is due is late more often.
  Day dated_until = std::numeric_limits<Day>::max();
  /// How likely a failure of a unit placed so many days before seen_until would be known, by
  /// age in days; 1 beyond its end. Empty: known at once.
  std::vector<double> maturity;
  bool measurable = false;              ///< false: the data cannot tell, nothing is exposed
  std::vector<EarlierFailure> earlier;  ///< of the kinds that can cause it and can be measured

  double maturity_at(Day age) const {
    return age < static_cast<Day>(maturity.size()) ? maturity[static_cast<std::size_t>(age)] : 1.0;
  }
};

/// When the units of one kind passed the milestones of the process: the times that stages and late
/// failure kinds name. Of an order's several deliveries the first time counts, replacements apart.
struct Milestones {
  static constexpr std::int32_t not_passed = std::numeric_limits<std::int32_t>::min();

  std::vector<ColumnRef> columns;
  /// By column and unit: seconds from the start of the unit's order day.
  std::vector<std::vector<std::int32_t>> passed;

  /// When a unit of that order day passed the milestone; no_time where it did not, or where the
  /// column is not one of them.
  Seconds time(const ColumnRef& column, std::size_t unit, Day order_day) const;
};

/// All units of one kind, ascending by day, then order, then part. Columns are indexed as the
/// process model's factors and failure kinds; a failure kind of another unit has an empty column.
/// Behind the model's factors stands one for each earlier failure that a kind of this unit can
/// follow from, with the one value "met", in words the earlier kind's id.
struct UnitTable {
  UnitKind unit = UnitKind::order;
  Day as_of = 0;                      ///< the last order day
  Day seen_until = 0;                 ///< the last day seen: how old a unit is
  std::vector<Day> day;               ///< on which the order was placed
  std::vector<std::uint32_t> order;   ///< equal for units of one order, ascending
  std::vector<std::string> order_id;  ///< by unit
  std::vector<std::string> part;      ///< line, delivery or installation; "" for an order
  std::vector<FactorColumn> factors;
  std::vector<FailureColumn> failures;
  Milestones milestones;  ///< where a kind of these units can be late
  /// Units, ascending, whose delivery or installation is still to come: see find_pending().
  std::vector<std::uint32_t> pending;

  std::size_t size() const { return day.size(); }
  /// By unit: the days by which bursts of a failure kind are told.
  const std::vector<Day>& dated(std::size_t kind) const {
    return failures[kind].dated.empty() ? day : failures[kind].dated;
  }
};

}  // namespace rastro
