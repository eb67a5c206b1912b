#pragma once

#include <array>
#include <optional>
#include <vector>

#include "causes/chains.h"
#include "causes/late_testimony.h"
#include "report/trace.h"

namespace rastro {

/// An order's units, and those among which it is told how they fared: the review's. Failures of the
/// days before its window were neither explained nor asked how they came about; an order of these
/// is seen among those of the four weeks that end with its own day.
class OrderUnits {
 public:
  /// Throws Error from the store.
  OrderUnits(const TraceSource& source, std::string_view order_id, Day ordered_on);

  const Units& all() const { return older_ ? *older_ : source_.units; }
  const UnitTable& table(std::size_t kind) const;
  /// The order's rows in the table of that unit, ascending.
  const std::vector<std::size_t>& rows(UnitKind unit) const;
  bool failed(std::size_t kind, std::size_t row) const;
  bool before_window() const { return older_.has_value(); }
  /// nullptr where the failures of this kind were not explained.
  const KindFindings* findings(std::size_t kind) const;
  /// The cause that bears most of the blame for a failed unit, of its own kind; may be nullptr.
  const Cause* main_cause(std::size_t kind, std::size_t row) const;

 private:
  const TraceSource& source_;
  std::optional<Units> older_;
  std::array<std::vector<std::size_t>, 4> rows_;
};

/// The way of one unit through the stages before a kind's event.
struct UnitStory {
  std::size_t kind = 0;  ///< of those that can be late
  std::size_t row = 0;
  LateStory story;
};

/// Whether the milestones of these units tell how a kind came to be late.
bool has_stages(const ProcessModel& model, const UnitTable& table, std::size_t kind);

/// Of all the order's units and kinds that can be late, in the model's order.
std::vector<UnitStory> late_stories(const TraceSource& source, const OrderUnits& order);

}  // namespace rastro
