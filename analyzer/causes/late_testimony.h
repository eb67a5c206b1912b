#pragma once

#include "causes/mechanisms.h"
#include "mechanisms/stages.h"
#include "tally/unit_table.h"

namespace rastro {

/// One unit's way through the stages.
struct LateStory {
  struct Part {
    StageDetail detail;
    Seconds ended = no_time;  ///< no_time: the unit is still in it
  };
  std::vector<Part> parts;                ///< in the order of the process
  std::optional<std::size_t> arose{};     ///< late units: the part in which the delay arose
  std::optional<PromiseCheck> promise{};  ///< late units: where the promise was too short
};

/// What the milestones of a kind's late units show: in which stage the time was lost, or whether
/// the promise was too short. The units of one cause are measured against those that meet its
/// condition and came in time: a stage as slow in these harms nobody.
class LateWitnesses {
 public:
  /// Of orders placed within the window. All must outlive the object.
  LateWitnesses(const ProcessModel& model, const UnitTable& table, DayRange window,
                const KindFindings& findings);

  /// Of a cause's own units, or of all late ones.
  Testimony ask(const Cause* cause) const;

  /// Of the units that show a cause's mechanism, the median; measured against the units that meet
  /// its condition. Nothing where the mechanism is of another sort.
  std::optional<CauseDelay> typical_delay(const Cause& cause) const;

  /// Of any unit of the table, measured as those of the cause or as all. The delay arose in the
  /// part, or by the promise, that accounts for more than half of it.
  LateStory story_of(std::size_t unit, const Cause* cause) const;

 private:
  UnitTimes times_of(std::size_t unit) const;
  StageReference reference_for(const Cause& cause) const;

  const ProcessModel& model_;
  const UnitTable& table_;
  const KindFindings& findings_;
  Seconds now_;
  StageCourse course_;
  std::vector<std::size_t> sampled_;  ///< units of the table, ascending
  std::vector<UnitTimes> times_;      ///< of these
  StageReference all_;
  PromiseReference promises_;
};

}  // namespace rastro
