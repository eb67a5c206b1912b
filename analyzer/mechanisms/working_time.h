#pragma once

#include <array>
#include <optional>
#include <vector>

#include "process/model.h"

namespace rastro {

/// Measures time as the process works: by the model's weekdays, opening hours and holidays. A
/// question costs one search in the holidays, whatever the years. The calendar must open at some
/// time of the week, as a checked model's does.
class WorkingTime {
 public:
  explicit WorkingTime(const WorkingCalendar& calendar);

  /// Working seconds from `from` to `to`, 0 or more: from the packing at 20:00 to the lorry at
  /// 06:30 none passes. Nothing where `to` lies before `from`: the times are out of order. Both
  /// must be known; those further than about 30 million years away count as that.
  std::optional<Seconds> between(Seconds from, Seconds to) const;

 private:
  Seconds before(Seconds time) const;
  std::int64_t working_days_before(std::int64_t day) const;

  Seconds opens_, closes_;                 ///< seconds after midnight
  std::array<std::int64_t, 8> in_week_{};  ///< working days of the first 0 to 7 days of a week
  std::vector<Day> closed_;                ///< holidays on what would be a working day, ascending
};

}  // namespace rastro
