#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "store/store.h"
#include "tally/load_units.h"
#include "tally/logs.h"

namespace rastro {

/// Whether a kind fails by what is reported, not by what the data show.
bool is_reported(const FailureKind& kind);

/// The reports of failures, brought to their units. The failure columns must have been made.
class Reports {
 public:
  /// Writes into the failure columns of `units`, which must outlive the object, as must the rest.
  Reports(const Logs& logs, const ProcessModel& model, Units& units);

  /// Reads all incidents reported by `last_seen`.
  void read(Store& store, Seconds last_seen);
  /// Finds what was reported again after a replacement: a unit is exposed once a replacement has
  /// been delivered to its order after its first report, and has failed where it is reported once
  /// more after that.
  void find_again();
  /// Keeps of each failed unit the first clue.
  void sort_clues();
  /// Young units count as far as their failures would be known; the youngest do not count.
  void settle(Day seen_until);

  /// When each unit was first reported to have failed, or no_time; by unit.
  const std::vector<Seconds>& first_reports(std::size_t kind) const { return first_report_[kind]; }

 private:
  void add(std::uint32_t order, std::string_view line, std::size_t kind, ReportedClue report);
  void fail(std::size_t kind, const ReportedClue& report);
  void find_again(std::size_t kind);
  Seconds replaced_after(std::uint32_t order, Seconds first_report) const;
  FailureColumn& column_of(std::size_t kind);
  std::optional<std::size_t> place(std::uint32_t order, std::string_view line, std::size_t kind);

  const Logs& logs_;
  const ProcessModel& model_;
  Units& units_;
  std::vector<std::vector<Seconds>> first_report_;  ///< by kind and unit
  std::vector<std::vector<ReportedClue>> reports_;  ///< by kind; only of those that recur
};

}  // namespace rastro
