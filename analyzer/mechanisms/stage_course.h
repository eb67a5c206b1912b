#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "mechanisms/working_time.h"
#include "process/model.h"

namespace rastro {

/// The milestones of one unit. Stages by their place in ProcessModel::stages; no_time: unknown.
struct UnitTimes {
  std::vector<Seconds> from, to;  ///< by stage; of stages that follow one another, the same times
  Seconds ordered = no_time;
  Seconds due = no_time;
  Seconds done = no_time;  ///< no_time: not finished yet
  std::uint32_t lane = 0;  ///< 0: unknown
  bool late = false;
};

/// Stages in a row of which only the first beginning and the last end are known; mostly one.
struct StageSpan {
  std::size_t first = 0, last = 0;
  double hours = 0;   ///< working hours it took; where it is open, has taken so far
  bool open = false;  ///< the unit is still in one of them
  /// Working hours by which it can have held up the unit at most: goods that came an hour after the
  /// appointment cost the installation one hour, however long they were on the way.
  double passed_on = std::numeric_limits<double>::infinity();
};

/// What a late unit's milestones show.
struct UnitCourse {
  std::vector<StageSpan> spans;  ///< in the order of the process
  std::vector<bool> possible;    ///< by stage of the model: whether it can have held up the unit
  double late_hours = 0;         ///< working hours from the promise until it was finished
};

/// The stages before a failure kind's event, and how long units take in them. Stages that begin
/// with the milestone at which the one before ended form a chain; an appointment begins a new one.
class StageCourse {
 public:
  StageCourse(const ProcessModel& model, std::size_t kind);

  std::size_t stage_count() const { return stage_count_; }  ///< of the model
  /// One past the last stage that ends no later than the kind's event.
  std::size_t end() const { return end_; }
  /// Whether the stages form one piece of a chain.
  bool connected(std::size_t first, std::size_t last) const;
  /// Working hours that the stages should take together; nothing where one does not say. The hours
  /// of a step stand for its first stage: what a carrier may take for the way is not granted once
  /// more for a second attempt.
  std::optional<double> standard_hours(std::size_t first, std::size_t last) const;
  /// Working hours, or nothing where one is unknown or they are out of order.
  std::optional<double> hours_between(Seconds from, Seconds to) const;

  /// The unit with only the milestones that can be believed: of those out of order, no_time for
  /// each that need not be right. The first stage of a later chain begins when the chain before
  /// it has ended: work on goods that are not there yet has not begun.
  UnitTimes trusted(const UnitTimes& unit) const;
  /// Of a late unit; one that is not finished has lasted until `now`.
  UnitCourse course_of(const UnitTimes& unit, Seconds now) const;

 private:
  struct Chain {
    std::size_t first = 0, last = 0;
  };
  std::vector<StageSpan> spans_of(const Chain& chain, const UnitTimes& unit, Seconds now) const;

  WorkingTime clock_;
  std::size_t stage_count_ = 0, end_ = 0;
  std::vector<Chain> chains_;
  bool ends_with_event_ = false;
  std::vector<std::optional<double>> standard_;  ///< by stage
};

}  // namespace rastro
